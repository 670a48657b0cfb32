/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.processor;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Message;
import org.apache.camel.WrappedFile;

/** Brings the body of a message onto the local disk. */
final class Spool {

  private Spool() {}

  /** The file that the body already is. */
  static Optional<Path> inPlace(Message message) {
    Object body = message.getBody();
    Object file = body instanceof WrappedFile<?> wrapped ? wrapped.getFile() : body;
    if (file instanceof File it) {
      return Optional.of(it.toPath());
    }
    return file instanceof Path it ? Optional.of(it) : Optional.empty();
  }

  /**
   * The file in place, or one that lives until the exchange is done; a second try finds it.
   *
   * @throws IOException when it cannot be read or written
   */
  static Path bring(Exchange exchange, Path folder) throws IOException {
    Optional<Path> inPlace = inPlace(exchange.getMessage());
    if (inPlace.isPresent()) {
      return inPlace.get();
    }
    Path spooled = copy(exchange, folder);
    Cleanup cleanup = new Cleanup();
    cleanup.delete(spooled);
    exchange.getExchangeExtension().addOnCompletion(cleanup);
    exchange.getMessage().setBody(spooled.toFile(), File.class);
    return spooled;
  }

  /**
   * Copies the body to a new file in {@code folder}, under a name that owes nothing to the sender.
   *
   * @throws IOException when it cannot be read or written
   */
  static Path copy(Exchange exchange, Path folder) throws IOException {
    Path file = Files.createTempFile(folder, "in-", ".dcm");
    try (InputStream in = exchange.getMessage().getMandatoryBody(InputStream.class)) {
      Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
      return file;
    } catch (InvalidPayloadException e) {
      Files.deleteIfExists(file);
      throw new IllegalArgumentException(
          "The body must be a file, a stream or bytes.", e.getCause());
    } catch (IOException e) {
      Files.deleteIfExists(file);
      throw e;
    }
  }
}
