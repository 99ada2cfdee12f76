// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.cli;

import dev.eventsrelay.emulator.demo.Demo;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Plays the demo against a stack that runs already. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Plays one compile from subscribe to ack against the running stack.")
final class DemoCommand implements Callable<Integer> {
  static final String DEFAULT_URL = "ws://127.0.0.1:" + RunLocal.DEFAULT_PORT + "/prod";

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli before call
  private CommandSpec spec;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = DEFAULT_URL,
      description = "The stack's WebSocket URL. Default: ${DEFAULT-VALUE}")
  @SuppressWarnings("NullAway.Init") // has a default
  private URI url;

  @Override
  public Integer call() throws Exception {
    new Demo(url, spec.commandLine().getOut()).play();
    return 0;
  }
}
