// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/**
 * The variables of an execution environment: Lambda's own, then the function's. Based on
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html; tracing libraries read
 * the initialization type on managed instances.
 */
final class EnvironmentVariables {
  private static final DateTimeFormatter LOG_STREAM_DAY =
      DateTimeFormatter.ofPattern("yyyy/MM/dd").withZone(ZoneOffset.UTC);

  private EnvironmentVariables() {}

  static Map<String, String> of(
      FunctionSpec function,
      Compute.Initialization initialization,
      String runtimeApi,
      Instant startedAt) {
    Map<String, String> variables = new HashMap<>();
    // A function may replace these; clients refuse to start without credentials or region.
    variables.put("AWS_ACCESS_KEY_ID", "local");
    variables.put("AWS_SECRET_ACCESS_KEY", "local");
    variables.put("AWS_REGION", function.region());
    variables.put("AWS_DEFAULT_REGION", function.region());
    variables.put("PATH", "/usr/local/bin:/usr/bin:/bin:/opt/bin");
    variables.put("LANG", "en_US.UTF-8");
    variables.put("TZ", ":UTC");
    variables.put("UV_THREADPOOL_SIZE", Integer.toString(nodeThreads(function)));
    variables.putAll(function.environment());
    LayerPaths.addTo(variables, function);
    // Reserved: Lambda refuses functions that set one of these.
    variables.put("_HANDLER", function.handler());
    variables.put("LAMBDA_TASK_ROOT", function.folder().toString());
    variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + function.runtime());
    variables.put("AWS_LAMBDA_RUNTIME_API", runtimeApi);
    variables.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
    variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(function.memoryMb()));
    variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
    switch (function.compute()) {
      case Compute.Managed(int _, int concurrency) -> {
        variables.put("AWS_LAMBDA_MAX_CONCURRENCY", Integer.toString(concurrency));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "lambda-managed-instances");
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "$LATEST.PUBLISHED");
        variables.put("AWS_LAMBDA_LOG_FORMAT", "JSON");
      }
      case Compute.Standard standard -> {
        variables.remove("AWS_LAMBDA_MAX_CONCURRENCY");
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", initialization.type());
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", standard.version());
        variables.put("AWS_LAMBDA_LOG_FORMAT", standard.logFormat());
      }
    }
    variables.put(
        "AWS_LAMBDA_LOG_STREAM_NAME",
        "%s/%s[%s]%s"
            .formatted(
                LOG_STREAM_DAY.format(startedAt),
                function.name(),
                variables.get("AWS_LAMBDA_FUNCTION_VERSION"),
                UUID.randomUUID().toString().replace("-", "")));
    return variables;
  }

  /**
   * Node's own default is four. Its runtime client holds one for each waiting poll, so with four,
   * reading a file or resolving a name in a function hangs until another event comes (observed with
   * aws-lambda-ric 4.0.2).
   */
  private static int nodeThreads(FunctionSpec function) {
    return Math.max(64, 2 * function.compute().concurrency());
  }
}
