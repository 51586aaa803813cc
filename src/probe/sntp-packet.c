/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "sntp-packet.h"

#include <string.h>

/* From 1900, where NTP begins to count, to 1970. */
#define NTP_TO_UNIX_S G_GINT64_CONSTANT (2208988800)

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* Seconds wrap in 2036; what looks like before 1968 is after it (RFC 4330 section 3). */
static gint64
read_time_us (const guint8 *bytes)
{
  gint64 seconds = read_u32 (bytes);
  gint64 fraction = read_u32 (bytes + 4);

  if ((seconds & 0x80000000) == 0)
    seconds += G_GINT64_CONSTANT (0x100000000);
  return (seconds - NTP_TO_UNIX_S) * G_USEC_PER_SEC + ((fraction * G_USEC_PER_SEC) >> 32);
}

/**
 * ifa_sntp_write_question:
 * @packet: (out caller-allocates): 48 bytes
 * @nonce: random; stands where the time would, so that nobody off the path can answer, and our
 *   clock isn't told to anybody (draft-ietf-ntp-data-minimization)
 */
void
ifa_sntp_write_question (guint8 *packet, guint64 nonce)
{
  memset (packet, 0, IFA_SNTP_BYTES);
  packet[0] = 4 << 3 | 3; /* version 4, client */
  memcpy (packet + 40, &nonce, sizeof nonce);
}

/**
 * ifa_sntp_read_answer:
 * @packet: what came
 * @length: its length
 * @nonce: what was sent
 * @answer: (out): the answer, where it is good
 *
 * Returns: whether it is an answer to use
 */
IfaSntpVerdict
ifa_sntp_read_answer (const guint8 *packet, gsize length, guint64 nonce, IfaSntpAnswer *answer)
{
  if (length < IFA_SNTP_BYTES || (packet[0] & 7) != 4 /* server */
      || memcmp (packet + 24, &nonce, sizeof nonce) != 0)
    return IFA_SNTP_NOT_MINE;

  answer->stratum = packet[1];
  if (answer->stratum == 0)
    return IFA_SNTP_GO_AWAY;
  if (packet[0] >> 6 == 3 || answer->stratum > 15 || read_u32 (packet + 40) == 0)
    return IFA_SNTP_UNSYNCHRONISED;

  answer->root_dispersion_us = (gint64) read_u32 (packet + 8) * G_USEC_PER_SEC / 65536;
  answer->received_us = read_time_us (packet + 32);
  answer->transmitted_us = read_time_us (packet + 40);
  return IFA_SNTP_GOOD;
}
