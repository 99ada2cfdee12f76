// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.Set;

/**
 * Reads where a function runs. On managed instances it runs its minimum number of environments,
 * each with the concurrency of its capacity provider configuration.
 */
final class CapacityReader {
  /** Lambda's default for {@code MinExecutionEnvironments}: one per availability zone. */
  private static final int MANAGED_ENVIRONMENTS = 3;

  private static final BigDecimal DEFAULT_GIB_PER_VCPU = BigDecimal.TWO;
  private static final int MEGABYTES_PER_GIB = 1024;
  private static final Set<String> LOG_FORMATS = Set.of("Text", "JSON");

  private CapacityReader() {}

  static Capacity read(ResourceProperties function, String runtime, int memoryMegabytes) {
    Optional<ResourceProperties> provider = function.map("CapacityProviderConfig");
    return provider.isPresent()
        ? managed(function, provider.get(), runtime, memoryMegabytes)
        : standard(function);
  }

  private static Capacity managed(
      ResourceProperties function,
      ResourceProperties provider,
      String runtime,
      int memoryMegabytes) {
    int environments =
        function
            .map("FunctionScalingConfig")
            .flatMap(scaling -> scaling.integer("MinExecutionEnvironments"))
            .orElse(MANAGED_ENVIRONMENTS);
    if (environments == 0) {
      throw new TemplateException(
          function.where()
              + ".FunctionScalingConfig deactivates the function (MinExecutionEnvironments is 0),"
              + " but a route targets it.");
    }
    int concurrency =
        provider
            .integer("PerExecutionEnvironmentMaxConcurrency")
            .orElseGet(() -> concurrencyPerVcpu(runtime) * vcpus(provider, memoryMegabytes));
    if (environments < 1 || concurrency < 1) {
      throw new TemplateException(
          function.where() + ": environments and concurrency must be at least 1.");
    }
    return new Capacity.Managed(environments, concurrency);
  }

  /** Lambda's defaults, from AWS's page on the runtimes of managed instances. */
  private static int concurrencyPerVcpu(String runtime) {
    if (runtime.startsWith("nodejs")) {
      return 64;
    }
    return runtime.startsWith("python") ? 16 : 32;
  }

  private static int vcpus(ResourceProperties provider, int memoryMegabytes) {
    BigDecimal gibPerVcpu =
        provider.number("ExecutionEnvironmentMemoryGiBPerVCpu").orElse(DEFAULT_GIB_PER_VCPU);
    BigDecimal megabytesPerVcpu = gibPerVcpu.multiply(BigDecimal.valueOf(MEGABYTES_PER_GIB));
    int vcpus =
        BigDecimal.valueOf(memoryMegabytes).divide(megabytesPerVcpu, RoundingMode.DOWN).intValue();
    return Math.max(1, vcpus);
  }

  private static Capacity standard(ResourceProperties function) {
    Optional<Integer> provisioned =
        function
            .map("ProvisionedConcurrencyConfig")
            .flatMap(config -> config.integer("ProvisionedConcurrentExecutions"));
    Optional<Integer> reserved = function.integer("ReservedConcurrentExecutions");
    if (provisioned.filter(value -> value < 1).isPresent()) {
      throw new TemplateException(
          function.where() + ": ProvisionedConcurrentExecutions must be at least 1.");
    }
    if (reserved.filter(value -> value < 1).isPresent()) {
      throw new TemplateException(
          function.where()
              + " deactivates the function (ReservedConcurrentExecutions is 0), but a route targets"
              + " it.");
    }
    boolean published = function.text("AutoPublishAlias").isPresent();
    boolean snapStart =
        function
            .map("SnapStart")
            .flatMap(config -> config.text("ApplyOn"))
            .filter("PublishedVersions"::equals)
            .isPresent();
    return new Capacity.Standard(
        provisioned,
        reserved,
        snapStart && published,
        published ? "1" : "$LATEST",
        logFormat(function));
  }

  private static String logFormat(ResourceProperties function) {
    String format =
        function.map("LoggingConfig").flatMap(config -> config.text("LogFormat")).orElse("Text");
    if (!LOG_FORMATS.contains(format)) {
      throw new TemplateException(
          "%s.LoggingConfig.LogFormat must be Text or JSON, but is %s."
              .formatted(function.where(), format));
    }
    return format;
  }
}
