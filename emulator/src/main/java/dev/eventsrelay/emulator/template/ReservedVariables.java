// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of variables with which Lambda refuses to create a function.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime">Defined
 *     runtime environment variables</a>
 */
final class ReservedVariables {
  private static final Set<String> RESERVED =
      Set.of(
          "_HANDLER",
          "_X_AMZN_TRACE_ID",
          "AWS_ACCESS_KEY",
          "AWS_ACCESS_KEY_ID",
          "AWS_DEFAULT_REGION",
          "AWS_EXECUTION_ENV",
          "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
          "AWS_LAMBDA_FUNCTION_NAME",
          "AWS_LAMBDA_FUNCTION_VERSION",
          "AWS_LAMBDA_INITIALIZATION_TYPE",
          "AWS_LAMBDA_LOG_GROUP_NAME",
          "AWS_LAMBDA_LOG_STREAM_NAME",
          "AWS_LAMBDA_MAX_CONCURRENCY",
          "AWS_LAMBDA_RUNTIME_API",
          "AWS_REGION",
          "AWS_SECRET_ACCESS_KEY",
          "AWS_SESSION_TOKEN",
          "LAMBDA_RUNTIME_DIR",
          "LAMBDA_TASK_ROOT");

  /** From the API reference of CreateFunction. */
  private static final Pattern NAME = Pattern.compile("[a-zA-Z]\\w+");

  private ReservedVariables() {}

  static void refuse(ResourceProperties variables) {
    List<String> names = variables.names();
    List<String> reserved = names.stream().filter(RESERVED::contains).toList();
    if (!reserved.isEmpty()) {
      throw new TemplateException(
          "%s sets what Lambda sets itself and refuses to change: %s."
              .formatted(variables.where(), String.join(", ", reserved)));
    }
    List<String> wrong = names.stream().filter(name -> !NAME.matcher(name).matches()).toList();
    if (!wrong.isEmpty()) {
      throw new TemplateException(
          "%s has names that Lambda refuses: %s. They begin with a letter and have at least two"
                  .formatted(variables.where(), String.join(", ", wrong))
              + " letters, digits or underscores.");
    }
  }
}
