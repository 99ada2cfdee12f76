// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A function as its template describes it.
 *
 * @param arn contains its region and ends in its name
 * @param code the packaged function: a JAR for {@code java*} runtimes, else a file or a folder
 * @param layers folders that Lambda would merge into {@code /opt}, in the template's order
 * @param handler the {@code Handler} property
 * @param runtime Lambda's identifier, such as {@code java25}
 * @param environment the function's variables; Lambda's reserved ones take precedence
 * @param timeout time after which a caller gets {@link InvocationResult.TimedOut}
 * @param memoryMb the {@code MemorySize} property, in MiB
 * @param compute what runs it, and how much of that
 */
public record FunctionSpec(
    String arn,
    Path code,
    List<Path> layers,
    String handler,
    String runtime,
    Map<String, String> environment,
    Duration timeout,
    int memoryMb,
    Compute compute) {
  private static final Pattern ARN = Pattern.compile("arn:aws:lambda:[^:]+:\\d{12}:function:[^:]+");

  public FunctionSpec {
    requireNonNull(arn, "arn is null");
    if (!ARN.matcher(arn).matches()) {
      throw new IllegalArgumentException("%s is not the ARN of a function.".formatted(arn));
    }
    requireNonNull(code, "code is null");
    layers = List.copyOf(layers);
    requireNonNull(handler, "handler is null");
    requireNonNull(runtime, "runtime is null");
    environment = Map.copyOf(environment);
    requirePositive(arn, "timeout", timeout.toMillis());
    requirePositive(arn, "memoryMb", memoryMb);
    requireNonNull(compute, "compute is null");
  }

  /** A function without layers. */
  public FunctionSpec(
      String arn,
      Path code,
      String handler,
      String runtime,
      Map<String, String> environment,
      Duration timeout,
      int memoryMb,
      Compute compute) {
    this(arn, code, List.of(), handler, runtime, environment, timeout, memoryMb, compute);
  }

  /** The function's name, for people and for {@code AWS_LAMBDA_FUNCTION_NAME}. */
  public String name() {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /** The region that its environments are told they run in. */
  String region() {
    return arn.split(":", -1)[3];
  }

  /** Where the function's files are, absolute: {@code LAMBDA_TASK_ROOT}. */
  Path folder() {
    Path absolute = code.toAbsolutePath();
    Path parent = absolute.getParent();
    return parent == null || Files.isDirectory(absolute) ? absolute : parent;
  }

  private static void requirePositive(String arn, String property, long value) {
    if (value <= 0) {
      throw new IllegalArgumentException(
          "Function %s: %s is %d and must be positive.".formatted(arn, property, value));
    }
  }
}
