// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
/**
 * Reads a SAM or CloudFormation template and resolves it for one machine: functions, routes and
 * tables, with parameters, conditions and intrinsic functions evaluated.
 *
 * <p>Evaluation is lazy: only values that the emulator needs are evaluated, so a VPC, an alarm or a
 * dashboard in the same template does no harm.
 */
@NullMarked
package dev.eventsrelay.emulator.template;

import org.jspecify.annotations.NullMarked;
