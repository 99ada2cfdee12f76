// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * The one class of AWS's runtime interface client that this project replaces. It has the client's
 * package, because the client calls it by its name. Nothing in the emulator uses it: it is put on
 * the class path of a function's process.
 */
@NullMarked
package com.amazonaws.services.lambda.runtime.api.client.runtimeapi;

import org.jspecify.annotations.NullMarked;
