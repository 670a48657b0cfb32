/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import org.dicomdeid.pipeline.Quarantine;
import org.dicomdeid.processor.ClaimProcessor;
import org.dicomdeid.processor.CommitProcessor;
import org.dicomdeid.processor.DeidentifyProcessor;
import org.dicomdeid.processor.DicomDeidConstants;
import org.dicomdeid.processor.GateProcessor;
import org.dicomdeid.processor.QuarantineProcessor;
import org.dicomdeid.processor.ReleaseProcessor;
import org.dicomdeid.processor.SanitizeProcessor;
import org.dicomdeid.processor.UnpackProcessor;
import org.dicomdeid.processor.Workbench;
import org.dicomdeid.profile.PixelPolicy;
import org.dicomdeid.profile.Profile;
import org.dicomdeid.profile.ProfileException;

/** De-identify DICOM objects, with a signed receipt of every operation. */
@UriEndpoint(
    firstVersion = "1.0.0",
    scheme = "dicom-deid",
    title = "DICOM De-identification",
    syntax = "dicom-deid:policy",
    producerOnly = true,
    category = {Category.TRANSFORMATION},
    headersClass = DicomDeidConstants.class)
public class DicomDeidEndpoint extends DefaultEndpoint {

  @UriPath(description = "Name of a shipped profile, such as hipaa, or path of a profile file.")
  @Metadata(required = true)
  private String policy;

  @UriParam(
      defaultValue = "all",
      description =
          "What the endpoint does: all of it, or one of the steps gate, unpack, claim, sanitize, commit, release,"
              + " quarantine of a route that delivers in between.")
  private Step step = Step.all;

  @UriParam(
      defaultValue = "immediate",
      description =
          "With step=all: commit before the producer returns, or when the exchange is done without"
              + " failure.")
  private CommitTime commit = CommitTime.immediate;

  @UriParam(
      description =
          "Names of the destinations that the ledger remembers deliveries to, separated by commas.")
  private String destinations;

  @UriParam(
      description =
          "With step=commit or release: names of the destinations that get the receipt beside the object.")
  private String receiptTo;

  @UriParam(
      defaultValue = "1",
      description =
          "With step=commit: how many objects of one poll, as many as are worked on at once, a commit may wait for, a"
              + " moment at most; so that one signature and one time stamp serve all.")
  private int together = 1;

  @UriParam(
      description =
          "With step=all: folder to put study/series/instance.dcm in. Without, the body is a work file"
              + " that is deleted when the exchange is done.")
  private String output;

  @UriParam(
      defaultValue = "./quarantine",
      description = "With step=quarantine: folder that holds what is refused.")
  private String quarantine = "./quarantine";

  @UriParam(
      defaultValue = "0",
      javaType = "java.time.Duration",
      description =
          "With step=unpack and step=sanitize: what cannot be read is refused only when it was last written to this"
              + " long ago; a younger one fails the exchange, so that the source stays.")
  private long refusalAge;

  @UriParam(
      defaultValue = "",
      description = "With step=sanitize: name of the intake, by which destinations may be chosen.")
  private String site = "";

  @UriParam(
      defaultValue = "true",
      description =
          "Whether burned-in text is looked for, as far as the profile says so; without, pixels stay as they"
              + " are.")
  private boolean redactPixels = true;

  @UriParam(description = "Data folder of this endpoint, when it is not the component's.")
  private String data;

  public DicomDeidEndpoint(String uri, DicomDeidComponent component) {
    super(uri, component);
  }

  @Override
  public Producer createProducer() throws Exception {
    return new DicomDeidProducer(this);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("dicom-deid endpoints do not read; use to, not from.");
  }

  /** The processor for the step that this endpoint takes; opens the data folder. */
  Processor processor() throws IOException, ProfileException {
    DicomDeidComponent component = (DicomDeidComponent) getComponent();
    Workbench bench = component.workbench(data);
    return switch (step) {
      case gate -> new GateProcessor(bench, names(destinations));
      case unpack ->
          new UnpackProcessor(
              bench, profile(), component.archiveLimits(), Duration.ofMillis(refusalAge));
      case claim -> new ClaimProcessor(bench, profile(), names(destinations));
      case sanitize -> new SanitizeProcessor(bench, profile(), Duration.ofMillis(refusalAge), site);
      case commit -> new CommitProcessor(bench, names(receiptTo), together);
      case release -> new ReleaseProcessor(names(receiptTo));
      case quarantine -> new QuarantineProcessor(bench, swept());
      case all ->
          new DeidentifyProcessor(
              bench,
              profile(),
              commit == CommitTime.completion,
              names(destinations),
              Optional.ofNullable(output).map(Path::of));
    };
  }

  private Quarantine swept() throws IOException {
    Quarantine swept = new Quarantine(Path.of(quarantine));
    swept.sweep();
    return swept;
  }

  /** Read anew when its file changes. */
  private Supplier<Profile> profile() throws ProfileException {
    Supplier<Profile> current = ((DicomDeidComponent) getComponent()).siteFiles().profile(policy);
    return redactPixels ? current : () -> current.get().withPixels(PixelPolicy.KEEP);
  }

  private static List<String> names(String separated) {
    return separated == null || separated.isBlank()
        ? List.of()
        : Arrays.stream(separated.split(",", -1)).map(String::trim).toList();
  }

  public String getPolicy() {
    return policy;
  }

  public void setPolicy(String policy) {
    this.policy = policy;
  }

  public Step getStep() {
    return step;
  }

  public void setStep(Step step) {
    this.step = step;
  }

  public CommitTime getCommit() {
    return commit;
  }

  public void setCommit(CommitTime commit) {
    this.commit = commit;
  }

  public String getDestinations() {
    return destinations;
  }

  public void setDestinations(String destinations) {
    this.destinations = destinations;
  }

  public String getReceiptTo() {
    return receiptTo;
  }

  public void setReceiptTo(String receiptTo) {
    this.receiptTo = receiptTo;
  }

  public int getTogether() {
    return together;
  }

  public void setTogether(int together) {
    this.together = together;
  }

  public String getOutput() {
    return output;
  }

  public void setOutput(String output) {
    this.output = output;
  }

  public String getQuarantine() {
    return quarantine;
  }

  public void setQuarantine(String quarantine) {
    this.quarantine = quarantine;
  }

  public long getRefusalAge() {
    return refusalAge;
  }

  public void setRefusalAge(long refusalAge) {
    this.refusalAge = refusalAge;
  }

  public String getSite() {
    return site;
  }

  public void setSite(String site) {
    this.site = site;
  }

  public boolean isRedactPixels() {
    return redactPixels;
  }

  public void setRedactPixels(boolean redactPixels) {
    this.redactPixels = redactPixels;
  }

  public String getData() {
    return data;
  }

  public void setData(String data) {
    this.data = data;
  }
}
