/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.trail;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.openehealth.ipf.commons.audit.codes.ActiveParticipantRoleIdCode;
import org.openehealth.ipf.commons.audit.codes.EventOutcomeIndicator;
import org.openehealth.ipf.commons.audit.codes.EventTypeCode;
import org.openehealth.ipf.commons.audit.codes.MediaTypeCode;
import org.openehealth.ipf.commons.audit.codes.NetworkAccessPointTypeCode;
import org.openehealth.ipf.commons.audit.codes.ParticipantObjectIdTypeCode;
import org.openehealth.ipf.commons.audit.codes.ParticipantObjectTypeCode;
import org.openehealth.ipf.commons.audit.codes.ParticipantObjectTypeCodeRole;
import org.openehealth.ipf.commons.audit.event.ApplicationActivityBuilder;
import org.openehealth.ipf.commons.audit.event.BaseAuditMessageBuilder;
import org.openehealth.ipf.commons.audit.event.DataExportBuilder;
import org.openehealth.ipf.commons.audit.event.DataImportBuilder;
import org.openehealth.ipf.commons.audit.event.SecurityAlertBuilder;
import org.openehealth.ipf.commons.audit.marshal.dicom.Current;

/**
 * Audit messages of PS3.15 A.5.3 as XML. They name objects by the SHA-256 of their content and no
 * patient: where the standard wants one, there stands that it is de-identified, or not told.
 */
final class TrailMessages {

  /** In place of a patient's number, of what goes out. */
  static final String NOBODY = "DE-IDENTIFIED";

  /** In place of a patient's number, of what came in. */
  static final String UNTOLD = "NOT-TOLD";

  private static final String APPLICATION = "dicom-deid";

  private final TrailSettings settings;
  private final String host;
  private final String process = String.valueOf(ProcessHandle.current().pid());

  TrailMessages(TrailSettings settings) {
    this.settings = settings;
    this.host = localHost();
  }

  /** PS3.15 A.5.3.1. */
  String started() {
    return text(
        new ApplicationActivityBuilder.ApplicationStart(EventOutcomeIndicator.Success)
            .setApplicationParticipant(process, settings.source(), APPLICATION, host));
  }

  /** PS3.15 A.5.3.1. */
  String stopped() {
    return text(
        new ApplicationActivityBuilder.ApplicationStop(EventOutcomeIndicator.Success)
            .setApplicationParticipant(process, settings.source(), APPLICATION, host));
  }

  /**
   * PS3.15 A.5.3.5: an object left.
   *
   * @param output SHA-256 of what left
   */
  String exported(String output, List<String> destinations) {
    DataExportBuilder export =
        new DataExportBuilder(EventOutcomeIndicator.Success, null)
            .addExportingParticipant(process, settings.source(), APPLICATION, null, false);
    // The standard has one destination of media; each further one receives.
    export.setDestinationMediaParticipant(
        destinations.get(0),
        null,
        null,
        null,
        NetworkAccessPointTypeCode.MachineName,
        destinations.get(0),
        MediaTypeCode.URI);
    for (String each : destinations.subList(1, destinations.size())) {
      export.addReceivingParticipant(each, null, null, null, false);
    }
    return text(with(export, NOBODY, output));
  }

  /**
   * PS3.15 A.5.3.6: an object came.
   *
   * @param input SHA-256 of what came
   * @param refused code of the reason why it is held; null when it is not
   */
  String imported(String input, String route, String refused) {
    DataImportBuilder imported =
        new DataImportBuilder(
                refused == null
                    ? EventOutcomeIndicator.Success
                    : EventOutcomeIndicator.MinorFailure,
                refused == null ? null : "held in quarantine: " + refused,
                null)
            .addImportingParticipant(process, settings.source(), APPLICATION, null, false)
            .setSourceMediaParticipant(
                route,
                null,
                null,
                NetworkAccessPointTypeCode.MachineName,
                route,
                null,
                MediaTypeCode.URI);
    return text(with(imported, UNTOLD, input));
  }

  /** PS3.15 A.5.3.11: somebody without a token, or with a wrong one, asked for something. */
  String stranger() {
    return alert(
        EventTypeCode.NodeAuthentication,
        "a request of the HTTP API showed no token that is known");
  }

  /** PS3.15 A.5.3.11: originals, with identifiers, were handed out. */
  String released(String account, List<String> inputs) {
    SecurityAlertBuilder alert =
        alertBuilder(
            EventTypeCode.UseOfRestrictedFunction, "originals were released from quarantine");
    alert.addPerformingActiveParticipant(
        account, null, null, ActiveParticipantRoleIdCode.Application, null);
    for (String each : inputs) {
      alert.addAlertUriSubjectParticipantObject(
          uri(each), ParticipantObjectTypeCodeRole.SecurityResource, "an original");
    }
    return text(alert);
  }

  private String alert(EventTypeCode type, String what) {
    return text(alertBuilder(type, what));
  }

  private SecurityAlertBuilder alertBuilder(EventTypeCode type, String what) {
    return new SecurityAlertBuilder(EventOutcomeIndicator.SeriousFailure, what, type)
        .addReportingActiveParticipant(
            process,
            settings.source(),
            APPLICATION,
            ActiveParticipantRoleIdCode.Application,
            host,
            false);
  }

  private static <T extends BaseAuditMessageBuilder<T>> T with(
      T message, String patient, String digest) {
    message.addPatientParticipantObject(patient, null, List.of(), null);
    return message.addParticipantObjectIdentification(
        ParticipantObjectIdTypeCode.URI,
        null,
        null,
        List.of(),
        uri(digest),
        ParticipantObjectTypeCode.System,
        ParticipantObjectTypeCodeRole.Report,
        null,
        null);
  }

  private static String uri(String sha256) {
    return "urn:sha256:" + sha256;
  }

  private String text(BaseAuditMessageBuilder<?> message) {
    message.setAuditSource(settings.source(), settings.site().isEmpty() ? null : settings.site());
    message.validate();
    return Current.toString(message.getMessage(), false);
  }

  private static String localHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
