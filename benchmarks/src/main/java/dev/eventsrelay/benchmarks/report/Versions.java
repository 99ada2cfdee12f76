// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import software.amazon.awssdk.core.util.VersionInfo;

/**
 * What was measured.
 *
 * @param project version of this build
 * @param jdk that ran it, the functions included
 * @param awsSdk in the functions
 */
public record Versions(String project, String jdk, String awsSdk) {
  public Versions {
    requireNonNull(project, "project is null");
    requireNonNull(jdk, "jdk is null");
    requireNonNull(awsSdk, "awsSdk is null");
  }

  /** The versions on this class path; the functions are packaged from the same. */
  public static Versions ofThisBuild() {
    return new Versions(
        Optional.ofNullable(Versions.class.getPackage().getImplementationVersion())
            .orElse("unpackaged"),
        System.getProperty("java.vendor.version")
            + " "
            + System.getProperty("java.runtime.version"),
        VersionInfo.SDK_VERSION);
  }
}
