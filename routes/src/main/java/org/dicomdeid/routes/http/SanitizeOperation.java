/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.ProducerTemplate;
import org.dicomdeid.archive.ArchiveKind;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.pipeline.Plan;
import org.dicomdeid.processor.RefusedException;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.routes.http.Spool.Spooled;
import org.dicomdeid.routes.plan.JsonPlans;

/** {@code POST /api/v1/sanitize/file}: one file, now or as a job. */
final class SanitizeOperation implements Operation {

  private final Pipeline pipeline;
  private final Policies policies;
  private final Spool spool;
  private final JobStore jobs;
  private final Ways ways;
  private final ProducerTemplate camel;

  SanitizeOperation(
      Pipeline pipeline,
      Policies policies,
      Spool spool,
      JobStore jobs,
      Ways ways,
      ProducerTemplate camel) {
    this.pipeline = pipeline;
    this.policies = policies;
    this.spool = spool;
    this.jobs = jobs;
    this.ways = ways;
    this.camel = camel;
  }

  @Override
  public Answer answer(ApiRequest request) throws Exception {
    Token token = request.admission().token().orElseThrow(Problem::unauthorized);
    if (!token.rights().contains(Right.INSPECT)) {
      request.require(Right.SANITIZE);
    }
    SanitizeForm form = SanitizeForm.read(request, spool);
    String policy = policies.choose(form.policy(), token);
    boolean mayBeMany = request.prefersAsynchronous() && ways.delivers();
    if (!mayBeMany && ArchiveKind.of(form.file().file()).isPresent()) {
      throw Problem.unsupportedType(
          "an archive is taken as a job whose objects go to destinations: send Prefer:"
              + " respond-async to a service with dicom-deid.http.jobs.destinations");
    }
    if (form.mode() == SanitizeForm.Mode.INSPECT) {
      request.require(Right.INSPECT);
      return plan(form, policy);
    }
    request.require(Right.SANITIZE);
    if (!form.redactsPixels()) {
      request.require(Right.KEEP_PIXELS);
    }
    return request.prefersAsynchronous()
        ? accept(form, token, policy)
        : sanitize(request, form, policy);
  }

  private Answer plan(SanitizeForm form, String policy) throws IOException {
    Plan plan =
        pipeline.inspect(form.file().file(), policies.profile(policy, form.redactsPixels()));
    StringWriter out = new StringWriter();
    try (JsonPlans plans = new JsonPlans(out)) {
      plans.print(plan);
    }
    return Answer.json(200, out.toString());
  }

  private Answer accept(SanitizeForm form, Token token, String policy) throws IOException, Problem {
    Job job =
        jobs.accept(
            spool.newId(), form.file(), token, ways.ofJob(policy, form.redactsPixels()), policy);
    jobs.leave(job);
    return Answer.of(202, "application/json", JobFile.answer(job))
        .header("Location", Paths.job(job.id()))
        .header("Preference-Applied", "respond-async");
  }

  private Answer sanitize(ApiRequest request, SanitizeForm form, String policy) throws Exception {
    String type = request.accepted(ObjectAnswer.DICOM, ObjectAnswer.RELATED);
    Spooled result = request.admission().hold(spool.reserve());
    Exchange exchange =
        work(ways.ofRequest(policy, form.redactsPixels()), form.file().file(), result.file());
    if (exchange.getException() != null) {
      throw exchange.getException();
    }
    Job.End end = JobStart.end(exchange);
    if (end.outcome().equals(Job.End.QUARANTINED)) {
      Throwable fault = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
      throw fault instanceof RefusedException refused
          ? Problem.refused(refused.reason())
          : Problem.refused(end.reason(), end.meaning(), "");
    }
    Optional<Receipt> receipt =
        pipeline.log().isEmpty() || end.receipt() == 0
            ? Optional.empty()
            : pipeline.log().get().find(end.receipt());
    return ObjectAnswer.of(result.file(), receipt, type);
  }

  private Exchange work(String way, Path upload, Path result) {
    return camel.send(
        "direct:" + way,
        ExchangePattern.InOnly,
        exchange -> {
          exchange.getMessage().setBody(upload.toFile());
          exchange.setProperty(KeepResult.FILE, result.toString());
        });
  }
}
