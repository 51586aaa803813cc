/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Three letters from one run, each for its reader and in his language. */

#pragma once

#include "report.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_LETTER_VENDOR, /* the support desk of the service: what is broken, and the proof */
  IFA_LETTER_IT,     /* whoever looks after the office network: what to allow */
  IFA_LETTER_BOSS,   /* two sentences, the deadline, the money that waits */
} IfaLetterKind;

/**
 * IfaLetter:
 *
 * A text to send. Nothing private is in it but what the report's `reveal` names.
 */
typedef struct
{
  char *subject;
  char *body; /* paragraphs with an empty line between them */
} IfaLetter;

IfaLetter *ifa_letter_new (const IfaReport *report, IfaLetterKind kind, const char *language);
void ifa_letter_free (IfaLetter *letter);
gboolean ifa_letter_kind_from_string (const char *name, IfaLetterKind *kind);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaLetter, ifa_letter_free)

G_END_DECLS
