/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.routes;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;

/** A service in a folder of its own, with settings that make a test quick. */
final class RunningSite implements AutoCloseable {

  private final Path folder;
  private final int port;
  private final RunningService service;

  RunningSite(Path folder, String... settings) throws Exception {
    this.folder = folder;
    try (ServerSocket socket = new ServerSocket(0)) {
      this.port = socket.getLocalPort();
    }
    List<String> all = new ArrayList<>();
    all.add("dicom-deid.management.port=" + port);
    all.add("dicom-deid.retry.attempts=3");
    all.add("dicom-deid.retry.delay=20ms");
    all.add("dicom-deid.retry.max-delay=100ms");
    all.addAll(List.of(settings));
    ServiceSettings read = ServiceSettings.read(folder, Map.of(), new Properties(), all);
    ServiceFolders.make(read);
    service = new RunningService(read);
    service.start();
  }

  /** What makes the packed inbox quick. */
  static String[] quickInbox(String... more) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "dicom-deid.intake.inbox.folder=inbox",
                "dicom-deid.intake.inbox.poll-delay=50ms",
                "dicom-deid.intake.inbox.read-lock-min-age=100ms",
                "dicom-deid.intake.inbox.read-lock-check-interval=20ms"));
    all.addAll(List.of(more));
    return all.toArray(String[]::new);
  }

  CamelContext camel() {
    return service.main().getCamelContext();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
  }

  /** Files below a folder of the site that end in a suffix, and are not hidden. */
  List<Path> files(String below, String suffix) throws IOException {
    Path root = folder.resolve(below);
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    List<Path> found = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            boolean hidden = file.getFileName().toString().startsWith(".");
            if (attributes.isRegularFile() && !hidden && file.toString().endsWith(suffix)) {
              found.add(file);
            }
            return FileVisitResult.CONTINUE;
          }

          /** The service takes files and folders away while they are listed. */
          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return found.stream().sorted().toList();
  }

  @Override
  public void close() {
    service.close();
  }
}
