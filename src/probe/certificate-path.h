/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The way from a server's certificate to a root that this computer trusts. */

#pragma once

#include "trust-store.h"

G_BEGIN_DECLS

/* How good a path is; the higher, the better. */
typedef enum
{
  IFA_PATH_INCOMPLETE,  /* ends before a trusted root */
  IFA_PATH_INVALID,     /* breaks a rule: an issuer that may not be one */
  IFA_PATH_WEAK,        /* keys or digests of yesterday */
  IFA_PATH_OUT_OF_DATE, /* all well but the dates */
  IFA_PATH_GOOD,
} IfaPathGrade;

/**
 * IfaCertificatePath:
 *
 * The best path that was found.
 */
typedef struct
{
  IfaPathGrade grade;
  GPtrArray *certificates; /* (element-type IfaCertificate): the server's own first */
  char *problem;           /* (nullable): what is weak or invalid, for IT */
} IfaCertificatePath;

IfaCertificatePath *ifa_certificate_path_find (const IfaTrustStore *store,
                                               GPtrArray *sent,
                                               const char *host,
                                               gint64 now_s);
void ifa_certificate_path_free (IfaCertificatePath *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (IfaCertificatePath, ifa_certificate_path_free)

G_END_DECLS
