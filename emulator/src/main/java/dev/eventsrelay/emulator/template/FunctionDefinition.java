// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A function to run.
 *
 * @param logicalId in the template
 * @param name the function's name
 * @param arn without a qualifier
 * @param runtime such as {@code java25}
 * @param handler as Lambda takes it, {@code package.Class} or {@code package.Class::method}
 * @param code the packaged JAR; for a runtime other than Java, what {@code CodeUri} names; must
 *     exist
 * @param layers folders of its layers, in their order
 * @param environment the template's variables; a value may hold the API's AWS address, see {@link
 *     ExecuteApi#localize}
 * @param memoryMegabytes of one execution environment
 * @param timeout time after which the caller no longer waits
 * @param capacity where it runs, and how much of it
 */
public record FunctionDefinition(
    String logicalId,
    String name,
    String arn,
    String runtime,
    String handler,
    Path code,
    List<Path> layers,
    Map<String, String> environment,
    int memoryMegabytes,
    Duration timeout,
    Capacity capacity) {}
