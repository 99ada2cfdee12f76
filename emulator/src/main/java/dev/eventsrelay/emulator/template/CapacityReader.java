// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.template;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * A function's capacity on this machine.
 *
 * <p>A function on managed instances runs its minimum number of environments, each with the
 * concurrency of its capacity provider configuration. A standard function takes one invocation per
 * environment. It runs as many environments as its provisioned concurrency, or else {@value
 * #STANDARD_ENVIRONMENTS}, where Lambda would start them on demand.
 */
final class CapacityReader {
  /** Lambda's default for {@code MinExecutionEnvironments}: one per availability zone. */
  private static final int MANAGED_ENVIRONMENTS = 3;

  static final int STANDARD_ENVIRONMENTS = 3;

  /** Lambda's default concurrency for Java, per vCPU. */
  private static final int JAVA_CONCURRENCY_PER_VCPU = 32;

  private static final BigDecimal DEFAULT_GIB_PER_VCPU = BigDecimal.TWO;
  private static final int MEGABYTES_PER_GIB = 1024;

  private CapacityReader() {}

  static Capacity read(ResourceProperties function, int memoryMegabytes) {
    return function
        .map("CapacityProviderConfig")
        .map(provider -> managed(function, provider, memoryMegabytes))
        .orElseGet(() -> standard(function));
  }

  private static Capacity managed(
      ResourceProperties function, ResourceProperties provider, int memoryMegabytes) {
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
            .orElseGet(() -> defaultConcurrency(provider, memoryMegabytes));
    return capacity(function, environments, concurrency);
  }

  private static int defaultConcurrency(ResourceProperties provider, int memoryMegabytes) {
    BigDecimal gibPerVcpu =
        provider.number("ExecutionEnvironmentMemoryGiBPerVCpu").orElse(DEFAULT_GIB_PER_VCPU);
    BigDecimal megabytesPerVcpu = gibPerVcpu.multiply(BigDecimal.valueOf(MEGABYTES_PER_GIB));
    int vcpus =
        BigDecimal.valueOf(memoryMegabytes).divide(megabytesPerVcpu, RoundingMode.DOWN).intValue();
    return JAVA_CONCURRENCY_PER_VCPU * Math.max(1, vcpus);
  }

  private static Capacity standard(ResourceProperties function) {
    int environments =
        function
            .map("ProvisionedConcurrencyConfig")
            .flatMap(config -> config.integer("ProvisionedConcurrentExecutions"))
            .orElse(STANDARD_ENVIRONMENTS);
    return capacity(function, environments, 1);
  }

  private static Capacity capacity(ResourceProperties function, int environments, int concurrency) {
    if (environments < 1 || concurrency < 1) {
      throw new TemplateException(
          function.where() + ": environments and concurrency must be at least 1.");
    }
    return new Capacity(environments, concurrency);
  }
}
