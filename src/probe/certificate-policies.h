/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The extensions about policies, RFC 5280 sections 4.2.1.4, .5, .11 and .14. Pure. */

#pragma once

#include "der.h"

G_BEGIN_DECLS

/* "Not limited". */
#define IFA_POLICY_NO_LIMIT (-1)

/**
 * IfaCertificatePolicies:
 *
 * Its values point into the certificate's bytes.
 */
typedef struct
{
  gboolean has_policies;
  IfaDer policies;   /* of PolicyInformation */
  IfaDer mappings;   /* of pairs; tag 0 where absent */
  int require_after; /* so many certificates further down a policy is needed */
  int no_mapping_after;
  int no_any_after;
} IfaCertificatePolicies;

void ifa_certificate_policies_init (IfaCertificatePolicies *self);
const char *
ifa_certificate_policies_read (IfaCertificatePolicies *self, IfaDer *value, gboolean is_critical);
const char *ifa_certificate_policies_read_mappings (IfaCertificatePolicies *self, IfaDer *value);
const char *ifa_certificate_policies_read_constraints (IfaCertificatePolicies *self, IfaDer *value);
const char *ifa_certificate_policies_read_inhibition (IfaCertificatePolicies *self, IfaDer *value);

G_END_DECLS
