/* SPDX-License-Identifier: Apache-2.0 */
package org.dicomdeid.receipt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dicomdeid.receipt.TimestampException.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Several authorities in order of preference: the first that answers well is taken. One that fails
 * is passed over for a while, longer each time; when all are, the one whose turn is next is asked
 * all the same, for the caller has its own patience.
 */
public final class TimestampAuthorities implements TimestampAuthority {

  private static final Logger LOG = LoggerFactory.getLogger(TimestampAuthorities.class);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

  private final List<Member> members = new ArrayList<>();

  /** By their names, most preferred first. */
  public TimestampAuthorities(Map<String, TimestampAuthority> inOrder) {
    if (inOrder.isEmpty()) {
      throw new IllegalArgumentException("there must be an authority");
    }
    inOrder.forEach((name, authority) -> members.add(new Member(name, authority)));
  }

  /** Outside authorities. */
  public static TimestampAuthorities of(List<TsaSettings> inOrder) {
    Map<String, TimestampAuthority> all = new LinkedHashMap<>();
    for (TsaSettings each : inOrder) {
      String name = each.name();
      // Two of one host differ by their path.
      all.put(
          all.containsKey(name) ? name + each.url().getPath() : name,
          new HttpTimestampAuthority(each));
    }
    return new TimestampAuthorities(all);
  }

  private static final class Member {

    final String name;
    final TimestampAuthority authority;
    private final Map<Fault, Long> faults = new EnumMap<>(Fault.class);
    private long tokens;
    private Fault fault;
    private Duration pause = Duration.ZERO;
    private long resumeAt;

    Member(String name, TimestampAuthority authority) {
      this.name = name;
      this.authority = authority;
    }

    synchronized boolean isOpen() {
      return fault == null || System.nanoTime() - resumeAt >= 0;
    }

    synchronized long resumeAt() {
      return resumeAt;
    }

    synchronized void succeeded() {
      tokens++;
      if (fault != null) {
        LOG.info("The time-stamping authority {} answers well again", name);
      }
      fault = null;
      pause = Duration.ZERO;
    }

    synchronized void failed(TimestampException e) {
      faults.merge(e.fault(), 1L, Long::sum);
      if (e.fault() != fault) {
        LOG.warn(
            "The time-stamping authority {} gave no good token, {}: {}",
            name,
            e.fault().code(),
            e.getMessage());
      }
      // Requests that were under way together count as one failure.
      if (isOpen()) {
        pause = pause.isZero() ? FIRST_PAUSE : pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        resumeAt = System.nanoTime() + pause.toNanos();
      }
      fault = e.fault();
    }

    synchronized AuthorityState state() {
      return new AuthorityState(name, Optional.ofNullable(fault), tokens, faults);
    }
  }

  private interface Request {
    TimestampToken to(TimestampAuthority authority) throws TimestampException;
  }

  @Override
  public TimestampToken stamp(byte[] data) throws TimestampException {
    return ask(authority -> authority.stamp(data));
  }

  @Override
  public TimestampToken renew(byte[] data) throws TimestampException {
    return ask(authority -> authority.renew(data));
  }

  private TimestampToken ask(Request request) throws TimestampException {
    TimestampException last = null;
    boolean asked = false;
    for (Member each : members) {
      if (each.isOpen()) {
        asked = true;
        try {
          return ask(each, request);
        } catch (TimestampException e) {
          last = e;
        }
      }
    }
    if (!asked) {
      return ask(next(), request);
    }
    throw last;
  }

  private static TimestampToken ask(Member member, Request request) throws TimestampException {
    try {
      TimestampToken token = request.to(member.authority);
      member.succeeded();
      return token;
    } catch (TimestampException e) {
      member.failed(e);
      throw e;
    }
  }

  private Member next() {
    Member next = members.get(0);
    for (Member each : members) {
      if (each.resumeAt() - next.resumeAt() < 0) {
        next = each;
      }
    }
    return next;
  }

  @Override
  public List<byte[]> certificates() {
    List<byte[]> all = new ArrayList<>();
    members.forEach(each -> all.addAll(each.authority.certificates()));
    return all;
  }

  @Override
  public int parallelRequests() {
    return members.stream().mapToInt(each -> each.authority.parallelRequests()).max().orElse(1);
  }

  @Override
  public List<AuthorityState> states() {
    return members.stream().map(Member::state).toList();
  }
}
