// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks;

import static java.util.Objects.requireNonNull;

import dev.eventsrelay.benchmarks.peers.Peer;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a benchmark is given.
 *
 * @param root the top folder of the project, with everything built
 * @param size how much to measure
 * @param latencies of the stub that stands for AWS's services
 * @param peers functions of others to measure beside the deployed one
 * @param console hears how far the run is
 * @param start of the run
 */
public record Context(
    Path root,
    Size size,
    Latencies latencies,
    List<Peer> peers,
    PrintStream console,
    Instant start) {
  public Context {
    requireNonNull(root, "root is null");
    requireNonNull(size, "size is null");
    requireNonNull(latencies, "latencies is null");
    peers = List.copyOf(peers);
    requireNonNull(console, "console is null");
    requireNonNull(start, "start is null");
  }

  /**
   * How long the stub takes to answer.
   *
   * @param dynamoDb for each call to DynamoDB
   * @param post for each post to a connection
   */
  public record Latencies(Duration dynamoDb, Duration post) {
    public Latencies {
      requireNonNull(dynamoDb, "dynamoDb is null");
      requireNonNull(post, "post is null");
    }

    /** A relay's two serial calls: the lookup, then the post. */
    public Duration sum() {
      return dynamoDb.plus(post);
    }
  }

  /** The packaged function {@code sendmessage}. */
  public Path sendMessageJar() {
    return root.resolve("sendmessage/target/sendmessage.jar");
  }

  /** The folder of the function on Node that makes a relay's calls. */
  public Path nodePeer() {
    return root.resolve("benchmarks/node-peer");
  }

  /** The template that AWS and the emulator read. */
  public Path template() {
    return root.resolve("infra-sam/template.yaml");
  }

  /** Tells what has come out, and how long after the start of the run. */
  public void progress(String sentence) {
    console.printf("%5d s  %s%n", Duration.between(start, Instant.now()).toSeconds(), sentence);
  }
}
