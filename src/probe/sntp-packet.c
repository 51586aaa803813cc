/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "sntp-packet.h"

#include <string.h>

/* From 1900, where NTP begins to count, to 1970. */
#define NTP_TO_UNIX_S G_GINT64_CONSTANT (2208988800)

/* A server that is unsure by more isn't used (MAXDISP, RFC 5905 section 7.2). */
#define MAX_ROOT_DISTANCE_US (16 * G_GINT64_CONSTANT (1000000))

static guint32
read_u32 (const guint8 *bytes)
{
  guint32 value;

  memcpy (&value, bytes, sizeof value);
  return GUINT32_FROM_BE (value);
}

/* 32 bits with the point in the middle. */
static gint64
read_interval_us (const guint8 *bytes)
{
  return (gint64) read_u32 (bytes) * G_USEC_PER_SEC / 65536;
}

/* Four letters of a foreign packet that will stand in a report. */
static void
read_kiss (const guint8 *bytes, char *kiss)
{
  for (guint i = 0; i < 4 && g_ascii_isalnum (bytes[i]); i++)
    {
      kiss[i] = (char) bytes[i];
      kiss[i + 1] = '\0';
    }
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
 * @answer: (out): the answer, where it is good; stratum and kiss code, where it isn't
 *
 * Returns: whether it is an answer to use
 */
IfaSntpVerdict
ifa_sntp_read_answer (const guint8 *packet, gsize length, guint64 nonce, IfaSntpAnswer *answer)
{
  if (length < IFA_SNTP_BYTES || (packet[0] & 7) != 4 /* server */
      || memcmp (packet + 24, &nonce, sizeof nonce) != 0)
    return IFA_SNTP_NOT_MINE;

  memset (answer, 0, sizeof *answer);
  answer->stratum = packet[1];
  if (answer->stratum == 0)
    {
      read_kiss (packet + 12, answer->kiss);
      return IFA_SNTP_GO_AWAY;
    }

  answer->root_distance_us = read_interval_us (packet + 4) / 2 + read_interval_us (packet + 8);
  if (packet[0] >> 6 == 3 || answer->stratum > 15 || read_u32 (packet + 32) == 0
      || read_u32 (packet + 40) == 0 || answer->root_distance_us > MAX_ROOT_DISTANCE_US)
    return IFA_SNTP_UNSYNCHRONISED;

  answer->received_us = read_time_us (packet + 32);
  answer->transmitted_us = read_time_us (packet + 40);
  return IFA_SNTP_GOOD;
}
