// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.environment;

import dev.eventsrelay.benchmarks.function.Bench;
import java.util.ArrayList;
import java.util.List;

/**
 * The variants at one concurrency: all of them run, one of them is loaded, in turn, so that what
 * the machine does besides meets them alike.
 */
final class Comparison implements AutoCloseable {
  private final Plan plan;
  private final List<Candidate> candidates = new ArrayList<>();

  private Comparison(Plan plan) {
    this.plan = plan;
  }

  static Comparison start(Bench bench, Plan plan, List<Variant> variants, int concurrency)
      throws InterruptedException {
    Comparison comparison = new Comparison(plan);
    try {
      for (Variant variant : variants) {
        comparison.candidates.add(Candidate.start(bench, plan, variant, concurrency));
      }
      return comparison;
    } catch (InterruptedException | RuntimeException e) {
      comparison.close();
      throw e;
    }
  }

  List<Measured> run() throws InterruptedException {
    for (Candidate candidate : candidates) {
      candidate.warmUp();
    }
    for (int i = 0; i < plan.rounds(); i++) {
      for (Candidate candidate : candidates) {
        candidate.saturate();
      }
    }
    for (int i = 0; i < plan.rounds(); i++) {
      for (Candidate candidate : candidates) {
        candidate.halfLoad();
      }
    }
    List<Measured> measured = new ArrayList<>();
    for (Candidate candidate : candidates) {
      measured.add(candidate.measured());
    }
    return measured;
  }

  @Override
  public void close() {
    candidates.forEach(Candidate::close);
  }
}
