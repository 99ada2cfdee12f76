// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.emulator.lambda;

import java.io.IOException;
import java.nio.file.Path;

/** The same with the portable transport, which other systems than Linux use. */
class PortableFunctionPoolTest extends FunctionPoolTest {
  @Override
  JavaFixture fixture(Path folder) throws IOException, InterruptedException {
    return new JavaFixture(folder, true);
  }
}
