/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Nothing private leaves unseen: one pass over everything that a report says, before any writer
 * sees it. The same secret becomes the same placeholder in the whole report. */

#pragma once

#include "evidence.h"

G_BEGIN_DECLS

/**
 * IfaDetail:
 *
 * The kinds of details that are hidden unless the person asks for them in this report.
 */
typedef enum
{
  IFA_DETAIL_ADDRESS,    /* inner addresses, and the public ones of this network */
  IFA_DETAIL_HOST,       /* names of computers and domains that are not the service's */
  IFA_DETAIL_NAME,       /* of persons, users, companies */
  IFA_DETAIL_FILE,       /* files and folders */
  IFA_DETAIL_CONTACT,    /* e-mail addresses and phones */
  IFA_DETAIL_TAX_NUMBER, /* of the formats known */
  IFA_DETAIL_ACCOUNT,    /* bank accounts and cards */
  IFA_DETAIL_HARDWARE,   /* hardware addresses, Wi-Fi names, serial numbers */
  IFA_DETAIL_NUMBER,     /* other long numbers, invoice numbers, amounts */
  IFA_DETAIL_SECRET,     /* passwords, tokens, cookies: never shown, whatever is asked for */
  IFA_N_DETAILS,
} IfaDetail;

#define IFA_REVEAL(detail) (1u << (detail))
#define IFA_REVEAL_NOTHING 0u
#define IFA_REVEAL_ALL (IFA_REVEAL (IFA_DETAIL_SECRET) - 1)

/* Which host names may stay in a text. */
typedef enum
{
  IFA_HOSTS_STRICT, /* only those of the service and of the control hosts: foreign text */
  IFA_HOSTS_KNOWN,  /* likewise; public addresses may stay: facts about this network */
  IFA_HOSTS_LAX,    /* all but those of the inner network: measured facts */
  IFA_HOSTS_KEEP,   /* all: ids, which look like host names */
} IfaHosts;

typedef struct _IfaRedactor IfaRedactor;

IfaRedactor *ifa_redactor_new (guint reveal);
void ifa_redactor_free (IfaRedactor *self);

void ifa_redactor_allow_host (IfaRedactor *self, const char *host);
void ifa_redactor_allow_text (IfaRedactor *self, const char *text);
void ifa_redactor_add_known (IfaRedactor *self, IfaDetail detail, const char *secret);
void ifa_redactor_set_home (IfaRedactor *self, const char *path);
void ifa_redactor_learn (IfaRedactor *self, const IfaEvidence *evidence);

char *ifa_redactor_dup_text (IfaRedactor *self, const char *text, IfaHosts hosts);
char *ifa_redactor_dup_value (const IfaField *field, const char *value, gpointer redactor);
IfaCheck *ifa_redactor_dup_check (IfaRedactor *self, const IfaCheck *check);
guint ifa_redactor_get_n_hidden (const IfaRedactor *self, IfaDetail detail);

const char *ifa_detail_to_string (IfaDetail detail);
gboolean ifa_detail_from_string (const char *name, IfaDetail *detail);
const char *ifa_detail_get_label (IfaDetail detail);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaRedactor, ifa_redactor_free)

G_END_DECLS
