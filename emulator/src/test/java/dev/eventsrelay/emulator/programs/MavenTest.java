// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.programs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the user's Maven is, and where it keeps what it has fetched. */
class MavenTest {
  @TempDir Path folder;

  @Test
  void maven_namedByItsVariable_isThatOne() throws Exception {
    executable("project/mvnw");

    assertThat(Maven.find(Map.of("MAVEN_CMD", "/opt/maven/bin/mvn"), folder.resolve("project")))
        .contains(Path.of("/opt/maven/bin/mvn"));
  }

  @Test
  void maven_asWrapperAboveTheFolder_comesBeforeThatOnThePath() throws Exception {
    Path wrapper = executable("project/mvnw");
    Path installed = executable("bin/mvn");
    Map<String, String> path = Map.of("PATH", "/none:" + installed.getParent());
    Files.createDirectories(folder.resolve("project/module/deep"));

    assertThat(Maven.find(path, folder.resolve("project/module/deep"))).contains(wrapper);
    assertThat(Maven.find(path, folder.resolve("bin"))).contains(installed);
    assertThat(Maven.find(Map.of(), folder.resolve("bin"))).isEmpty();
  }

  @Test
  void repositories_ofAProcess_areItsPropertyThenSettingsThenTheDefault() throws Exception {
    Properties system = new Properties();
    system.setProperty("user.home", folder.toString());
    Path standard = folder.resolve(".m2/repository");
    assertThat(LocalRepositories.ofThisProcess(system).folders()).containsExactly(standard);

    settings("<settings><localRepository>${user.home}/maven</localRepository></settings>");
    system.setProperty("maven.repo.local", "/named");

    assertThat(LocalRepositories.ofThisProcess(system).folders())
        .containsExactly(Path.of("/named"), folder.resolve("maven"), standard);
  }

  @Test
  void settings_thatCannotBeRead_sayNothing() throws Exception {
    settings("<settings>");

    assertThat(MavenSettings.localRepository(folder.resolve(".m2/settings.xml"), new Properties()))
        .isEmpty();
  }

  private void settings(String xml) throws IOException {
    Files.createDirectories(folder.resolve(".m2"));
    Files.writeString(folder.resolve(".m2/settings.xml"), xml);
  }

  private Path executable(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.resolveSibling(""));
    Files.writeString(file, "#!/bin/sh\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
