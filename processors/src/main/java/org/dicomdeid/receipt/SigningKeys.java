/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.dicomdeid.receipt.SigningKeyList.Entry;

/**
 * The keys that sign receipts, over the years. The one that signs is the youngest whose time has
 * come and that is not revoked; what another process changes counts from the next signature on.
 */
final class SigningKeys {

  private static final String FIRST = "signing";
  private static final String PRIVATE = ".key";
  private static final String PUBLIC = ".pub";
  private static final int NAME_DIGITS = 16;

  private final Path folder;
  private final Optional<Passphrase> passphrase;
  private final Clock clock;
  private List<Entry> entries = List.of();
  private Object seen;
  private SigningKey current;

  SigningKeys(Path folder, Optional<Passphrase> passphrase, Clock clock) {
    this.folder = folder;
    this.passphrase = passphrase;
    this.clock = clock;
  }

  /** The key that signs now; the first is made when there is none. */
  synchronized SigningKey current() throws KeyException {
    try {
      refresh();
      if (entries.isEmpty()) {
        if (current == null) {
          current = first();
        }
        return current;
      }
      Entry signing = signing();
      if (current == null || !current.publicKey().id().equals(signing.id())) {
        current = load(signing);
      }
      return current;
    } catch (IOException e) {
      throw KeyFolder.unusable(folder, e);
    }
  }

  private void refresh() throws IOException {
    Object now = version();
    if (!now.equals(seen)) {
      entries = SigningKeyList.read(folder);
      seen = now;
    }
  }

  /** Changes whenever the list is written, as it is replaced by a new file. */
  private Object version() throws IOException {
    try {
      BasicFileAttributes list =
          Files.readAttributes(folder.resolve(SigningKeyList.FILE), BasicFileAttributes.class);
      return List.of(list.lastModifiedTime(), list.size(), String.valueOf(list.fileKey()));
    } catch (NoSuchFileException e) {
      return "none";
    }
  }

  private Entry signing() throws KeyException {
    Instant now = clock.instant();
    return entries.stream()
        .filter(each -> each.signsAt(now))
        .max(Comparator.comparing(Entry::from, Comparator.nullsFirst(Comparator.naturalOrder())))
        .orElseThrow(
            () ->
                new KeyException(
                    "no key of " + folder + " may sign: make one with dicom-deid keys rotate"));
  }

  private SigningKey load(Entry entry) throws IOException {
    Path file = folder.resolve(entry.file() + PRIVATE);
    if (Files.notExists(file)) {
      throw new KeyException(
          file + " is missing, and should sign: restore it from your backup, or revoke it");
    }
    SigningKey key = SigningKey.parse(SecretFile.read(file, passphrase));
    if (!key.publicKey().id().equals(entry.id())) {
      throw new KeyException(file + " is not the key that " + SigningKeyList.FILE + " names");
    }
    return key;
  }

  private SigningKey first() throws IOException {
    Path file = folder.resolve(FIRST + PRIVATE);
    if (Files.notExists(file)) {
      byte[] pkcs8 = SigningKey.generate(new SecureRandom()).pkcs8();
      OwnerOnly.writeNew(file, SecretFile.encode(pkcs8, passphrase));
    }
    SigningKey key = SigningKey.parse(SecretFile.read(file, passphrase));
    keepPublicKey(folder.resolve(FIRST + PUBLIC), key.publicKey());
    return key;
  }

  private static void keepPublicKey(Path file, VerificationKey key) throws IOException {
    byte[] pem = Pem.encode(Pem.PUBLIC_KEY, key.der());
    // Looked for first: a draft that cannot be used costs a write to the disk at every start.
    if (Files.notExists(file) && OwnerOnly.writeNew(file, pem)) {
      return;
    }
    VerificationKey earlier = VerificationKey.parse(Pem.read(file, Pem.PUBLIC_KEY));
    if (!earlier.id().equals(key.id())) {
      OwnerOnly.writeNew(
          file.resolveSibling(name(earlier) + PUBLIC), Pem.encode(Pem.PUBLIC_KEY, earlier.der()));
      Files.delete(file);
      OwnerOnly.writeNew(file, pem);
    }
  }

  private static String name(VerificationKey key) {
    return FIRST + "-" + key.id().substring(0, NAME_DIGITS);
  }

  /**
   * Makes a key that signs from a time on; until then it is only published. Private halves of keys
   * that were followed by another before are deleted.
   *
   * @throws KeyException when one is there already whose time has not come
   */
  synchronized VerificationKey rotate(Instant from) throws KeyException {
    try {
      List<Entry> all = listed();
      Instant now = clock.instant();
      Optional<Entry> next =
          all.stream().filter(each -> each.revoked() == null && !each.signsAt(now)).findFirst();
      if (next.isPresent()) {
        throw new KeyException(
            "the next key is there already, and signs from " + next.get().from() + " on");
      }
      forgetAllBut(current().publicKey().id(), all);
      VerificationKey made = add(all, from);
      SigningKeyList.write(folder, all);
      return made;
    } catch (IOException e) {
      throw KeyFolder.unusable(folder, e);
    }
  }

  /** The list, or what it would say when there is none. */
  private List<Entry> listed() throws IOException {
    VerificationKey signing = current().publicKey();
    if (entries.isEmpty()) {
      List<Entry> all = new ArrayList<>();
      for (VerificationKey each : trusted()) {
        String name = name(each);
        if (!each.id().equals(signing.id()) && Files.exists(folder.resolve(name + PUBLIC))) {
          all.add(new Entry(each.id(), name, null, null));
        }
      }
      all.add(new Entry(signing.id(), FIRST, null, null));
      return all;
    }
    return new ArrayList<>(entries);
  }

  private VerificationKey add(List<Entry> all, Instant from) throws IOException {
    SigningKey made = SigningKey.generate(new SecureRandom());
    String name = name(made.publicKey());
    OwnerOnly.writeNew(folder.resolve(name + PRIVATE), SecretFile.encode(made.pkcs8(), passphrase));
    OwnerOnly.writeNew(
        folder.resolve(name + PUBLIC), Pem.encode(Pem.PUBLIC_KEY, made.publicKey().der()));
    all.add(new Entry(made.publicKey().id(), name, from, null));
    return made.publicKey();
  }

  private void forgetAllBut(String id, List<Entry> all) throws IOException {
    Set<String> kept = new HashSet<>();
    all.stream().filter(each -> each.id().equals(id)).forEach(each -> kept.add(each.file()));
    for (Path file : privateFiles()) {
      if (!kept.contains(file.getFileName().toString().replace(PRIVATE, ""))) {
        Files.delete(file);
      }
    }
  }

  /** Those of all keys, whether listed or left by a rotation that was killed. */
  List<Path> privateFiles() throws IOException {
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, FIRST + "*" + PRIVATE)) {
      all.forEach(files::add);
    }
    files.sort(Comparator.naturalOrder());
    return files;
  }

  /**
   * Revokes a key: what it signed is good only as far as it was stamped before. When it is the one
   * that signs, another takes its place at once. Its private half is deleted.
   *
   * @param id of the key, or its first digits
   */
  synchronized VerificationKey revoke(String id, Instant at) throws KeyException {
    try {
      List<Entry> all = listed();
      List<Entry> found = all.stream().filter(each -> each.id().startsWith(id)).toList();
      if (found.size() != 1 || id.length() < 8) {
        throw new KeyException(
            "there must be one key whose id begins so; keys show lists them, and 8 digits will do");
      }
      Entry entry = found.get(0);
      all.set(all.indexOf(entry), entry.revokedAt(at));
      if (entry.id().equals(current().publicKey().id())) {
        add(all, clock.instant());
      }
      SigningKeyList.write(folder, all);
      Files.deleteIfExists(folder.resolve(entry.file() + PRIVATE));
      return VerificationKey.parse(Pem.read(folder.resolve(entry.file() + PUBLIC), Pem.PUBLIC_KEY));
    } catch (IOException e) {
      throw KeyFolder.unusable(folder, e);
    }
  }

  /** All keys, oldest first. */
  synchronized List<SigningKeyState> states() throws KeyException {
    VerificationKey signing = current().publicKey();
    List<SigningKeyState> states = new ArrayList<>();
    try {
      for (Entry each : listed()) {
        Path file = folder.resolve(each.file() + PRIVATE);
        boolean there = Files.exists(file);
        states.add(
            new SigningKeyState(
                each.id(),
                each.file() + PUBLIC,
                Optional.ofNullable(each.from()),
                Optional.ofNullable(each.revoked()),
                each.id().equals(signing.id()),
                there,
                there && SecretFile.isEncrypted(file)));
      }
    } catch (IOException e) {
      throw KeyFolder.unusable(folder, e);
    }
    return states;
  }

  /** The public halves of all keys, also of those that were kept from before there was a list. */
  synchronized List<VerificationKey> trusted() throws KeyException {
    List<VerificationKey> keys = new ArrayList<>();
    keys.add(current().publicKey());
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + PUBLIC)) {
      for (Path file : files) {
        VerificationKey key = VerificationKey.parse(Pem.read(file, Pem.PUBLIC_KEY));
        if (keys.stream().noneMatch(known -> known.id().equals(key.id()))) {
          keys.add(key);
        }
      }
    } catch (IOException e) {
      throw new KeyException("a public key in " + folder + " cannot be read: " + e.getMessage(), e);
    }
    return keys;
  }

  /** From when on the receipts of revoked keys are not good, by key id. */
  synchronized Map<String, Instant> revocations() throws KeyException {
    try {
      refresh();
    } catch (IOException e) {
      throw KeyFolder.unusable(folder, e);
    }
    Map<String, Instant> revoked = new HashMap<>();
    entries.stream()
        .filter(each -> Objects.nonNull(each.revoked()))
        .forEach(each -> revoked.put(each.id(), each.revoked()));
    return revoked;
  }
}
