// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a SAM or CloudFormation template and resolves it for one machine: which functions, routes
 * and tables there are, with every parameter, condition and intrinsic function evaluated.
 *
 * <p>Lazy: a value is evaluated only when the emulator needs it, so that a VPC, an alarm or a
 * dashboard in the same template never stands in the way.
 */
@NullMarked
package dev.eventsrelay.emulator.template;

import org.jspecify.annotations.NullMarked;
