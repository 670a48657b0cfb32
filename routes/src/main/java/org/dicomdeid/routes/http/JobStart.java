/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.SynchronizationAdapter;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.processor.DicomDeidConstants;
import org.dicomdeid.processor.RefusedException;
import org.dicomdeid.receipt.Receipt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Begins to work on the upload of a job, and writes down what came of it before it is released. */
final class JobStart implements Processor {

  /** Exchange property with the name of the route that the object takes. */
  static final String WAY = "DicomDeidHttpWay";

  private static final Logger LOG = LoggerFactory.getLogger(JobStart.class);
  private static final String OBJECT = ".dcm";
  private static final String RECEIPT = ".receipt.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final JobStore jobs;
  private final Pipeline pipeline;

  JobStart(JobStore jobs, Pipeline pipeline) {
    this.jobs = jobs;
    this.pipeline = pipeline;
  }

  @Override
  public void process(Exchange exchange) throws IOException {
    String file = exchange.getMessage().getHeader(Exchange.FILE_NAME_ONLY, String.class);
    Job job = jobs.ofUpload(file);
    if (job.ended().isPresent()) {
      // A kill came between its end and the release of the upload.
      exchange.setRouteStop(true);
      return;
    }
    Optional<Job.End> kept = keptBefore(job);
    if (kept.isPresent()) {
      jobs.ended(job, kept.get());
      exchange.setRouteStop(true);
      return;
    }
    exchange.setProperty(WAY, job.way());
    exchange.setProperty(KeepResult.FILE, jobs.result(job.id()).toString());
    exchange.getExchangeExtension().addOnCompletion(new JobEnd(job));
  }

  /** A kill came between the receipt of a result that is kept and the end of its job. */
  private Optional<Job.End> keptBefore(Job job) throws IOException {
    Path result = jobs.result(job.id());
    if (Files.notExists(result) || pipeline.log().isEmpty()) {
      return Optional.empty();
    }
    String output = pipeline.digest(result).sha256();
    Optional<Receipt> receipt = pipeline.log().get().find(output);
    if (receipt.isEmpty() || startedAt(receipt.get()).isBefore(job.received())) {
      return Optional.empty();
    }
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    return Optional.of(
        new Job.End(Job.End.KEPT, "", "", receipt.get().sequence(), output, "", 0, 0, now));
  }

  private static Instant startedAt(Receipt receipt) throws IOException {
    String started = JSON.readTree(receipt.envelope().payload()).at("/predicate/started").asText();
    return started.isEmpty() ? Instant.MIN : Instant.parse(started);
  }

  /** What came of an object, as its exchange tells it. */
  static Job.End end(Exchange exchange) {
    var message = exchange.getMessage();
    String outcome = message.getHeader(DicomDeidConstants.OUTCOME, "", String.class);
    Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    if (outcome.equals(Job.End.QUARANTINED)) {
      String code = message.getHeader(DicomDeidConstants.REASON, "", String.class);
      String meaning = fault instanceof RefusedException refused ? refused.reason().sentence() : "";
      return new Job.End(outcome, code, meaning, 0, "", "", 0, 0, now);
    }
    boolean kept = exchange.getProperty(KeepResult.DONE) != null;
    String told = kept ? Job.End.KEPT : outcome.equals("sanitized") ? "delivered" : outcome;
    return new Job.End(
        told,
        "",
        "",
        message.getHeader(DicomDeidConstants.RECEIPT_SEQUENCE, 0L, Long.class),
        message.getHeader(DicomDeidConstants.OUTPUT_SHA256, "", String.class),
        name(message.getHeader(Exchange.FILE_NAME, "", String.class)),
        message.getHeader(DicomDeidConstants.OBJECTS, 0, Integer.class),
        message.getHeader(DicomDeidConstants.HELD, 0, Integer.class),
        now);
  }

  private static String name(String file) {
    for (String ending : new String[] {RECEIPT, OBJECT}) {
      if (file.endsWith(ending)) {
        return file.substring(0, file.length() - ending.length());
      }
    }
    return "";
  }

  private final class JobEnd extends SynchronizationAdapter {

    private final Job job;

    JobEnd(Job job) {
      this.job = job;
    }

    @Override
    public void onComplete(Exchange exchange) {
      if (exchange.getException() != null) {
        return;
      }
      try {
        jobs.ended(job, end(exchange));
      } catch (IOException e) {
        LOG.error("the end of a job could not be written down ({})", e.getClass().getName());
        exchange.setException(e);
      }
    }

    /** Before the release of the upload, which looks whether the exchange failed. */
    @Override
    public int getOrder() {
      return HIGHEST + 1;
    }
  }
}
