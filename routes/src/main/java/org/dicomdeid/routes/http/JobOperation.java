/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.util.Optional;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.receipt.Receipt;

/** {@code GET /api/v1/jobs/{id}}, and the object of a job that is kept. */
final class JobOperation {

  private final JobStore jobs;
  private final Pipeline pipeline;

  JobOperation(JobStore jobs, Pipeline pipeline) {
    this.jobs = jobs;
    this.pipeline = pipeline;
  }

  Answer state(ApiRequest request) throws IOException, Problem {
    Job job = job(request);
    Answer answer = Answer.of(200, "application/json", JobFile.answer(job));
    return job.ended().isPresent() ? answer : answer.header("Retry-After", "1");
  }

  Answer object(ApiRequest request) throws IOException, Problem {
    Job job = job(request);
    String type = request.accepted(ObjectAnswer.DICOM, ObjectAnswer.RELATED);
    if (job.ended().isEmpty()) {
      throw new Problem(409, "not-ended", "The job is not done", "ask for the job until it ended")
          .header("Retry-After", "1");
    }
    Job.End end = job.ended().get();
    if (end.outcome().equals(Job.End.QUARANTINED)) {
      throw Problem.refused(end.reason(), end.meaning(), "");
    }
    if (!end.outcome().equals(Job.End.KEPT)) {
      throw Problem.notFound();
    }
    Optional<Receipt> receipt =
        pipeline.log().isEmpty() ? Optional.empty() : pipeline.log().get().find(end.receipt());
    return ObjectAnswer.of(jobs.result(job.id()), receipt, type);
  }

  private Job job(ApiRequest request) throws IOException, Problem {
    Token token = request.require(Right.SANITIZE);
    return jobs.find(request.segment(Paths.ID))
        .filter(job -> job.token().equals(token.name()))
        .orElseThrow(Problem::notFound);
  }
}
