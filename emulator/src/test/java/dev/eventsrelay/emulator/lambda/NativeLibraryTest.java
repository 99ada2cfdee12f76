// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
  @Test
  void fileName_ofEachPlatform_isThatOfTheClientsJar() {
    assertThat(NativeLibrary.fileName("Linux", "amd64", false))
        .isEqualTo("libaws-lambda-jni.linux-x86_64.so");
    assertThat(NativeLibrary.fileName("Linux", "aarch64", true))
        .isEqualTo("libaws-lambda-jni.linux_musl-aarch_64.so");
    assertThat(NativeLibrary.fileName("Mac OS X", "aarch64", false)).contains("mac os x");
  }

  @Test
  void extract_noLibraryForThisPlatform_isEmpty(@TempDir Path folder) throws Exception {
    assertThat(NativeLibrary.extract(List.of(), folder)).isEmpty();
  }
}
