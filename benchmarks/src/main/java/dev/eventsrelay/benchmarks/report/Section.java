// SPDX-FileCopyrightText: The events-relay authors
// SPDX-License-Identifier: Apache-2.0
package dev.eventsrelay.benchmarks.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * What one benchmark found.
 *
 * @param id its name
 * @param title for people
 * @param shows one sentence: what can be seen here
 * @param targets what was to be reached
 * @param tables figures in rows
 * @param charts figures as pictures
 * @param notes how it was measured, and what else one must know to read the figures
 */
public record Section(
    String id,
    String title,
    String shows,
    List<Target> targets,
    List<Table> tables,
    List<Chart> charts,
    List<String> notes) {
  public Section {
    requireNonNull(id, "id is null");
    requireNonNull(title, "title is null");
    requireNonNull(shows, "shows is null");
    targets = List.copyOf(targets);
    tables = List.copyOf(tables);
    charts = List.copyOf(charts);
    notes = List.copyOf(notes);
  }

  /** A section to be filled. */
  public static Builder of(String id, String title, String shows) {
    return new Builder(id, title, shows);
  }

  /** Collects what a section holds, each kind in the order it comes. Not thread-safe. */
  public static final class Builder {
    private final String id;
    private final String title;
    private final String shows;
    private final List<Target> targets = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Chart> charts = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private Builder(String id, String title, String shows) {
      this.id = id;
      this.title = title;
      this.shows = shows;
    }

    public Builder target(Target target) {
      targets.add(target);
      return this;
    }

    public Builder table(Table table) {
      tables.add(table);
      return this;
    }

    public Builder chart(Chart chart) {
      charts.add(chart);
      return this;
    }

    public Builder note(String note) {
      notes.add(note);
      return this;
    }

    /** The section. */
    public Section build() {
      return new Section(id, title, shows, targets, tables, charts, notes);
    }
  }
}
