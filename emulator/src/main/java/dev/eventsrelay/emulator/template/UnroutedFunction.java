// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.function.Supplier;

/**
 * A function that no route of the API invokes, but that another function may. It is read when it is
 * needed, so that one that the emulator cannot run does not keep the API from starting.
 *
 * @param logicalId in the template
 * @param name the function's name
 * @param definition reads it; throws a {@link TemplateException} with a sentence if it is wrong, or
 *     needs what the emulator cannot run
 */
public record UnroutedFunction(
    String logicalId, String name, Supplier<FunctionDefinition> definition) {}
