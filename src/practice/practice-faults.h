/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What a fault is made of: a certificate, what happens below HTTP, and an answer. */

#pragma once

#include "practice.h"

G_BEGIN_DECLS

/* Every name of the practice world. All of them lead to the loopback address. */
#define IFA_PRACTICE_HOST "practice.invoice.example"
#define IFA_PRACTICE_MOVED_HOST "moved.practice.invoice.example"
#define IFA_PRACTICE_CONNECTIVITY_HOST "connectivity.practice.example"
#define IFA_PRACTICE_CONTROL_HOST "control.practice.example"
#define IFA_PRACTICE_PORTAL_HOST "sign-in.hotel.example"
#define IFA_PRACTICE_ADDRESS "127.0.0.1"

/* How long ago "clock-wrong" believes to be: longer than any certificate here is old. */
#define IFA_PRACTICE_CLOCK_OFFSET_US (-400 * G_TIME_SPAN_DAY)

typedef enum
{
  IFA_PRACTICE_CERTIFICATE_GOOD,
  IFA_PRACTICE_CERTIFICATE_EXPIRED,
  IFA_PRACTICE_CERTIFICATE_NOT_YET_VALID,
  IFA_PRACTICE_CERTIFICATE_EXPIRES_SOON,
  IFA_PRACTICE_CERTIFICATE_WRONG_NAME,
  IFA_PRACTICE_CERTIFICATE_SELF_SIGNED,
  IFA_PRACTICE_CERTIFICATE_UNKNOWN_ISSUER,
  IFA_PRACTICE_CERTIFICATE_INCOMPLETE,
  IFA_PRACTICE_CERTIFICATE_WEAK,
  IFA_PRACTICE_CERTIFICATE_PORTAL,
  IFA_PRACTICE_CERTIFICATE_CONTROL,
} IfaPracticeCertificate;

typedef enum
{
  IFA_PRACTICE_TRANSPORT_TLS,
  IFA_PRACTICE_TRANSPORT_OLD_TLS,    /* offers TLS 1.1 and 1.0, nothing newer */
  IFA_PRACTICE_TRANSPORT_ALERT,      /* reads the ClientHello, sends a fatal alert */
  IFA_PRACTICE_TRANSPORT_SILENT,     /* accepts, and never says a word */
  IFA_PRACTICE_TRANSPORT_PLAIN_TEXT, /* speaks another protocol */
  IFA_PRACTICE_TRANSPORT_REFUSED,    /* the port is reserved, but nobody listens */
} IfaPracticeTransport;

typedef enum
{
  IFA_PRACTICE_ANSWER_HEALTHY,
  IFA_PRACTICE_ANSWER_SILENT,
  IFA_PRACTICE_ANSWER_SLOW,
  IFA_PRACTICE_ANSWER_OVERLOADED,
  IFA_PRACTICE_ANSWER_MAINTENANCE,
  IFA_PRACTICE_ANSWER_SERVER_ERROR,
  IFA_PRACTICE_ANSWER_BAD_GATEWAY,
  IFA_PRACTICE_ANSWER_FORBIDDEN,
  IFA_PRACTICE_ANSWER_UNAUTHORIZED,
  IFA_PRACTICE_ANSWER_NOT_FOUND,
  IFA_PRACTICE_ANSWER_TOO_MANY,
  IFA_PRACTICE_ANSWER_MOVED,
  IFA_PRACTICE_ANSWER_REDIRECT_LOOP,
  IFA_PRACTICE_ANSWER_EMPTY,
  IFA_PRACTICE_ANSWER_MALFORMED,
  IFA_PRACTICE_ANSWER_PAGE,
  IFA_PRACTICE_ANSWER_ERROR_CODE,
  IFA_PRACTICE_ANSWER_CUT_OFF,
  IFA_PRACTICE_ANSWER_CUT_OFF_ABRUPTLY,
  IFA_PRACTICE_ANSWER_PORTAL, /* the connectivity address redirects to a sign-in page */
} IfaPracticeAnswer;

gboolean ifa_practice_fault_is_of_clock (const IfaPracticeFault *fault);

G_END_DECLS
