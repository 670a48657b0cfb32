/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dicomdeid.audit.ReceiptLog;
import org.dicomdeid.pipeline.Pipeline;
import org.dicomdeid.receipt.Finding;
import org.dicomdeid.receipt.Receipt;
import org.dicomdeid.receipt.ReceiptChain;
import org.dicomdeid.receipt.ReceiptVerifier;
import org.dicomdeid.receipt.Trust;
import org.dicomdeid.routes.http.MultipartReader.Part;

/** Receipts: fetched by number or digest, and verified. */
final class ReceiptOperation {

  private static final int MOST_RECEIPT_BYTES = 1 << 20;
  private static final JsonFactory JSON = new JsonFactory();

  private final Pipeline pipeline;
  private final Spool spool;

  ReceiptOperation(Pipeline pipeline, Spool spool) {
    this.pipeline = pipeline;
    this.spool = spool;
  }

  /** By its number, or by the SHA-256 of an output, or of an input that was quarantined. */
  Answer find(ApiRequest request) throws IOException, Problem {
    request.require(Right.RECEIPTS);
    String id = request.segment(Paths.ID);
    Optional<Receipt> receipt = Optional.empty();
    if (pipeline.log().isPresent()) {
      ReceiptLog log = pipeline.log().get();
      if (id.matches("[1-9][0-9]{0,17}")) {
        receipt = log.find(Long.parseLong(id));
      } else if (id.matches("[0-9a-f]{64}")) {
        receipt = log.find(id);
      }
    }
    return Answer.of(200, "application/json", receipt.orElseThrow(Problem::notFound).toFile());
  }

  /** A receipt alone, or a form with the fields receipt and file. */
  Answer verify(ApiRequest request) throws IOException, Problem {
    request.require(Right.RECEIPTS);
    byte[] receipt = null;
    Optional<Path> file = Optional.empty();
    switch (request.mediaType()) {
      case "application/json" ->
          receipt = limited(request.body().readNBytes(MOST_RECEIPT_BYTES + 1));
      case "multipart/form-data" -> {
        MultipartReader reader =
            new MultipartReader(request.body(), request.mediaTypeParameter("boundary"));
        for (Part part = reader.next(); part != null; part = reader.next()) {
          switch (ApiRequest.parameter(part.header("content-disposition"), "name")) {
            case "receipt" -> receipt = limited(part.body().readNBytes(MOST_RECEIPT_BYTES + 1));
            case "file" ->
                file = Optional.of(request.admission().hold(spool.write(part.body())).file());
            default -> throw Problem.badRequest("the form has the fields receipt and file");
          }
        }
      }
      default ->
          throw Problem.unsupportedType(
              "send a receipt as application/json, or a form with the fields receipt and file");
    }
    if (receipt == null) {
      throw Problem.badRequest("the form has no field receipt");
    }
    Optional<ReceiptChain> chain = pipeline.log().map(ReceiptLog::chain);
    return answer(ReceiptVerifier.verify(receipt, file, Trust.of(pipeline.keys()), chain));
  }

  private static byte[] limited(byte[] receipt) throws Problem {
    if (receipt.length > MOST_RECEIPT_BYTES) {
      throw Problem.tooLarge(MOST_RECEIPT_BYTES);
    }
    return receipt;
  }

  private static Answer answer(List<Finding> findings) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeBooleanField("good", findings.stream().allMatch(Finding::holds));
      json.writeArrayFieldStart("findings");
      for (Finding each : findings) {
        json.writeStartObject();
        json.writeStringField("check", each.check());
        json.writeBooleanField("holds", each.holds());
        json.writeStringField("sentence", each.sentence());
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    return Answer.of(200, "application/json", out.toByteArray());
  }
}
