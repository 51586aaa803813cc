/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Answers of name servers, whole, cut, and with any byte changed. */

#include "dns-answer.h"

#include <string.h>

#define NAME "api.invoice.example"

/* api.invoice.example is an alias of cdn.example, which has 192.0.2.7 and 192.0.2.8; a record of
 * another name stands between them. */
static const guint8 sample[]
    = {
        0x12, 0x34, 0x81, 0x80, 0,    1,   0,   4,   0,   0,   0,   0,      /* 0 */
        3,    'a',  'p',  'i',  7,    'i', 'n', 'v', 'o', 'i', 'c', 'e',    /* 12 */
        7,    'e',  'x',  'a',  'm',  'p', 'l', 'e', 0,   0,   1,   0,   1, /* 24 */
        0xc0, 12,   0,    5,    0,    1,   0,   0,   0,   60,  0,   6,   3,   'c', 'd', 'n',
        0xc0, 24,                                                                          /* 37 */
        0xc0, 49,   0,    1,    0,    1,   0,   0,   0,   60,  0,   4,   192, 0,   2,   7, /* 55 */
        5,    'o',  't',  'h',  'e',  'r', 0,   0,   1,   0,   1,   0,   0,   0,   60,  0,
        4,    192,  0,    2,    66, /* 71 */
        3,    'C',  'D',  'N',  0xc0, 24,  0,   1,   0,   1,   0,   0,   0,   60,  0,   4,
        192,  0,    2,    8, /* 92 */
      };

static char *
read_addresses (const guint8 *bytes, gsize length, gboolean is_ipv6, IfaOutcome *outcome)
{
  IfaDnsAnswer answer;
  g_autofree guint8 *copy = g_memdup2 (bytes, length);
  char *addresses = NULL;

  ifa_dns_answer_init (&answer);
  ifa_dns_answer_read (&answer, copy, length, NAME, is_ipv6);
  g_assert_cmpuint (answer.addresses->len, <=, IFA_DNS_MAX_ADDRESSES);
  g_assert_cmpint (answer.outcome, !=, IFA_OUTCOME_NOT_TESTED);
  g_assert_true (answer.truncated || answer.outcome != IFA_OUTCOME_OK || answer.addresses->len > 0);
  *outcome = answer.outcome;
  g_ptr_array_add (answer.addresses, NULL);
  addresses = g_strjoinv (" ", (char **) answer.addresses->pdata);
  ifa_dns_answer_clear (&answer);
  return addresses;
}

static void
test_good (void)
{
  IfaOutcome outcome;
  g_autofree char *addresses = read_addresses (sample, sizeof sample, FALSE, &outcome);
  g_autofree char *ipv6 = NULL;

  g_assert_cmpint (outcome, ==, IFA_OUTCOME_OK);
  g_assert_cmpstr (addresses, ==, "192.0.2.7 192.0.2.8");
  ipv6 = read_addresses (sample, sizeof sample, TRUE, &outcome);
  g_assert_cmpint (outcome, ==, IFA_OUTCOME_NO_ADDRESS);
}

static void
test_cut (void)
{
  for (gsize cut = 0; cut < sizeof sample; cut++)
    {
      IfaOutcome outcome;
      g_autofree char *addresses = read_addresses (sample, cut, FALSE, &outcome);

      g_assert_cmpint (outcome, ==, IFA_OUTCOME_MALFORMED);
      g_assert_cmpstr (addresses, ==, "");
    }
}

static void
test_changed (void)
{
  static const guint8 changes[] = { 0x01, 0x40, 0x80, 0xc0, 0xff };

  for (gsize i = 0; i < sizeof sample; i++)
    for (guint c = 0; c < G_N_ELEMENTS (changes); c++)
      {
        guint8 bytes[sizeof sample];
        IfaOutcome outcome;
        g_autofree char *addresses = NULL;

        memcpy (bytes, sample, sizeof sample);
        bytes[i] ^= changes[c];
        addresses = read_addresses (bytes, sizeof bytes, i % 2 == 1, &outcome);
      }
}

/* As many records as the counter holds, each a pointer to itself. */
static void
test_pointers_in_circles (void)
{
  g_autofree guint8 *bytes = g_malloc0 (G_MAXUINT16);
  IfaOutcome outcome;
  g_autofree char *addresses = NULL;

  memcpy (bytes, sample, 37);
  bytes[6] = 0xff;
  bytes[7] = 0xff;
  for (gsize i = 37; i + 1 < G_MAXUINT16; i += 2)
    {
      bytes[i] = 0xc0 | i >> 8;
      bytes[i + 1] = i;
    }
  addresses = read_addresses (bytes, G_MAXUINT16, FALSE, &outcome);
  g_assert_cmpint (outcome, ==, IFA_OUTCOME_MALFORMED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/dns-answer/good", test_good);
  g_test_add_func ("/dns-answer/cut", test_cut);
  g_test_add_func ("/dns-answer/changed", test_changed);
  g_test_add_func ("/dns-answer/pointers-in-circles", test_pointers_in_circles);
  return g_test_run ();
}
