/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What happens on one connection, from its first byte to its last. */

#pragma once

#include "practice-faults.h"
#include "practice-stream.h"

G_BEGIN_DECLS

typedef enum
{
  IFA_PRACTICE_LISTENER_SERVICE,      /* the invoice service itself */
  IFA_PRACTICE_LISTENER_CONNECTIVITY, /* plain HTTP: 204, the portal, the missing certificate */
  IFA_PRACTICE_LISTENER_CONTROL,      /* HTTPS of an unrelated, healthy host */
  IFA_PRACTICE_N_LISTENERS,
} IfaPracticeListener;

/**
 * IfaPracticeStage:
 *
 * What all connections share; constant while the service runs.
 */
typedef struct
{
  const IfaPracticeFault *fault;
  guint16 ports[IFA_PRACTICE_N_LISTENERS];
  gnutls_certificate_credentials_t service;
  gnutls_certificate_credentials_t control;
  GBytes *issuer; /* the intermediate certificate, in DER */
} IfaPracticeStage;

void ifa_practice_serve (const IfaPracticeStage *stage,
                         IfaPracticeListener listener,
                         IfaPracticeStream *stream);

G_END_DECLS
