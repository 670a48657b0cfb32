/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.routes.http.MultipartReader.Part;
import org.dicomdeid.routes.http.Spool.Spooled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /dicomweb/studies}: the Store transaction of DICOMweb (PS3.18 10.5). Each object
 * becomes a job, durable before the next is read; the answer waits for all of them.
 */
final class StoreOperation implements Operation {

  private static final Logger LOG = LoggerFactory.getLogger(StoreOperation.class);
  private static final int MOST_INSTANCES = 10_000;

  private final Spool spool;
  private final JobStore jobs;
  private final Policies policies;
  private final HttpSettings settings;
  private final InstanceNames names;

  StoreOperation(
      Spool spool, JobStore jobs, Policies policies, HttpSettings settings, InstanceNames names) {
    this.spool = spool;
    this.jobs = jobs;
    this.policies = policies;
    this.settings = settings;
    this.names = names;
  }

  @Override
  public Answer answer(ApiRequest request) throws Exception {
    Instant deadline =
        Instant.now().plus(settings.limits().requestTimeout().multipliedBy(9).dividedBy(10));
    Token token = request.require(Right.STORE);
    String policy = policies.choose(settings.storePolicy(), token);
    if (settings.storeDestinations().isEmpty()) {
      throw new Problem(
          503, "no-destination", "Nothing can be stored", "there is no destination for it");
    }
    String type = request.accepted(StoreAnswer.DICOM_JSON, "application/json");
    if (!request.mediaType().equals("multipart/related")
        || !request.mediaTypeParameter("type").equalsIgnoreCase(ObjectAnswer.DICOM)) {
      throw Problem.unsupportedType("send multipart/related; type=\"application/dicom\"");
    }
    List<Taken> taken = take(request, token, policy);
    if (taken.isEmpty()) {
      throw Problem.badRequest("the multipart body has no part");
    }
    StoreAnswer answer = new StoreAnswer();
    for (Taken each : taken) {
      await(each, deadline, answer);
    }
    return answer.answer(type);
  }

  /**
   * An object of the request.
   *
   * @param job null when it was not taken
   */
  private record Taken(InstanceNames.Name name, Job job, int failure) {}

  private List<Taken> take(ApiRequest request, Token token, String policy)
      throws IOException, Problem {
    Profile profile = policies.profile(policy, true);
    List<Taken> taken = new ArrayList<>();
    MultipartReader reader =
        new MultipartReader(request.body(), request.mediaTypeParameter("boundary"));
    for (Part part = reader.next(); part != null; part = reader.next()) {
      if (taken.size() == MOST_INSTANCES) {
        throw new Problem(
            413, "too-large", "The request is too large", "send at most 10,000 objects in one");
      }
      String type = part.header("content-type").split(";", 2)[0].strip();
      if (!type.isEmpty() && !type.equalsIgnoreCase(ObjectAnswer.DICOM)) {
        taken.add(new Taken(InstanceNames.Name.UNKNOWN, null, StoreAnswer.NOT_UNDERSTOOD));
        continue;
      }
      try (Spooled spooled = spool.write(part.body())) {
        taken.add(take(spooled, token, policy, profile));
      }
    }
    return taken;
  }

  private Taken take(Spooled spooled, Token token, String policy, Profile profile)
      throws IOException {
    InstanceNames.Name name = names.of(spooled.file(), profile);
    try {
      Job job = jobs.accept(spool.newId(), spooled, token, Ways.STORE, policy);
      return new Taken(name, job, 0);
    } catch (Problem e) {
      return new Taken(name, null, StoreAnswer.OUT_OF_RESOURCES);
    }
  }

  private void await(Taken taken, Instant deadline, StoreAnswer answer)
      throws InterruptedException {
    if (taken.job() == null) {
      answer.failed(taken.name(), taken.failure());
      return;
    }
    try {
      long left = Math.max(0, Duration.between(Instant.now(), deadline).toMillis());
      Job ended = jobs.end(taken.job()).get(left, TimeUnit.MILLISECONDS);
      Job.End end = ended.ended().orElseThrow();
      if (end.outcome().equals(Job.End.QUARANTINED)) {
        answer.failed(taken.name(), StoreAnswer.failure(end.reason()));
      } else {
        answer.stored(taken.name(), end.name());
      }
    } catch (TimeoutException e) {
      // It is on disk and will get there; a client that sends it again does no harm.
      answer.failed(taken.name(), StoreAnswer.PROCESSING_FAILURE);
    } catch (ExecutionException e) {
      LOG.error("an object that was stored has no end ({})", e.getClass().getName());
      answer.failed(taken.name(), StoreAnswer.PROCESSING_FAILURE);
    } finally {
      jobs.leave(taken.job());
    }
  }
}
