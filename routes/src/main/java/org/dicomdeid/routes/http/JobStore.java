/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.dicomdeid.pipeline.DurableFiles;
import org.dicomdeid.receipt.OwnerOnly;
import org.dicomdeid.routes.http.Spool.Spooled;

/**
 * Jobs on disk: once {@link #accept} returns, neither a kill nor a power cut loses one. A job is
 * told as ended before its upload is deleted, and an upload that is worked on again changes
 * nothing.
 */
final class JobStore {

  static final String WAITING = "waiting";
  static final String STATES = "jobs";
  static final String RESULTS = "results";

  private static final String ID = "[0-9a-f]{32}";
  private static final String STATE = ".json";
  private static final String OBJECT = ".dcm";

  private final Path states;
  private final Path waiting;
  private final Path results;
  private final HttpSettings.Jobs limits;
  private final AtomicInteger unfinished = new AtomicInteger();
  private final Map<String, CompletableFuture<Job>> awaited = new ConcurrentHashMap<>();

  JobStore(Path folder, HttpSettings.Jobs limits) throws IOException {
    this.states = folder.resolve(STATES);
    this.waiting = folder.resolve(WAITING);
    this.results = folder.resolve(RESULTS);
    this.limits = limits;
    for (Path each : new Path[] {folder, states, waiting, results}) {
      OwnerOnly.createFolder(each);
    }
    forgetWhatNobodyWasTold();
    try (DirectoryStream<Path> uploads = Files.newDirectoryStream(waiting, "*" + OBJECT)) {
      uploads.forEach(each -> unfinished.incrementAndGet());
    }
  }

  /** Where the result of a job lies when it is kept for its client. */
  Path result(String id) {
    return results.resolve(id + OBJECT);
  }

  /** How many jobs are not done. */
  int unfinished() {
    return unfinished.get();
  }

  /**
   * Takes an upload over; durable on return.
   *
   * @throws Problem 503, when as many jobs wait as may
   */
  Job accept(String id, Spooled upload, Token token, String way, String policy)
      throws IOException, Problem {
    if (unfinished.incrementAndGet() > limits.waiting()) {
      unfinished.decrementAndGet();
      throw Problem.busy("as many jobs wait as may", 10);
    }
    try {
      Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
      Job job = new Job(id, token.name(), way, policy, now, Optional.empty());
      DurableFiles.replace(state(id), JobFile.write(job));
      awaited.put(id, new CompletableFuture<>());
      DurableFiles.rename(upload.file(), waiting.resolve(id + OBJECT));
      return job;
    } catch (IOException e) {
      unfinished.decrementAndGet();
      awaited.remove(id);
      throw e;
    }
  }

  /** The end of a job that was accepted, until {@link #leave}. */
  CompletableFuture<Job> end(Job job) {
    return awaited.get(job.id());
  }

  /** Nobody waits for the end any more. */
  void leave(Job job) {
    awaited.remove(job.id());
  }

  Optional<Job> find(String id) throws IOException {
    if (!id.matches(ID)) {
      return Optional.empty();
    }
    try {
      return Optional.of(JobFile.read(Files.readAllBytes(state(id))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The job of an upload. */
  Job ofUpload(String fileName) throws IOException {
    String id = fileName.endsWith(OBJECT) ? fileName.substring(0, fileName.length() - 4) : "";
    return find(id).orElseThrow(() -> new IOException("an upload has lost its job"));
  }

  /** Writes down what came of a job; durable on return. */
  void ended(Job job, Job.End end) throws IOException {
    Job ended = job.endedAs(end);
    DurableFiles.replace(state(job.id()), JobFile.write(ended));
    unfinished.updateAndGet(n -> Math.max(0, n - 1));
    CompletableFuture<Job> future = awaited.get(job.id());
    if (future != null) {
      future.complete(ended);
    }
  }

  /** Deletes jobs that ended long ago, and their results. */
  void sweep(Instant now) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(states, "*" + STATE)) {
      for (Path each : files) {
        Job job = JobFile.read(Files.readAllBytes(each));
        boolean old =
            job.ended().isPresent() && job.ended().get().time().plus(limits.keep()).isBefore(now);
        if (old && Files.notExists(waiting.resolve(job.id() + OBJECT))) {
          Files.deleteIfExists(result(job.id()));
          Files.deleteIfExists(each);
        }
      }
    }
  }

  private Path state(String id) {
    return states.resolve(id + STATE);
  }

  /** A kill between the two steps of accepting leaves a job without an upload. */
  private void forgetWhatNobodyWasTold() throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(states)) {
      for (Path each : files) {
        String name = each.getFileName().toString();
        if (!name.endsWith(STATE) || name.startsWith(".")) {
          Files.delete(each);
          continue;
        }
        Job job = JobFile.read(Files.readAllBytes(each));
        if (job.ended().isEmpty() && Files.notExists(waiting.resolve(job.id() + OBJECT))) {
          Files.delete(each);
        }
      }
    }
  }
}
