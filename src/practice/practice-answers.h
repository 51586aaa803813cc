/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The HTTP messages of the practice world, good and bad. */

#pragma once

#include "practice-connection.h"

G_BEGIN_DECLS

/* Where a certificate says that its issuer's certificate is to be had. */
#define IFA_PRACTICE_ISSUER_PATH "/practice-intermediate.cer"
#define IFA_PRACTICE_HEALTH_PATH "/health"
#define IFA_PRACTICE_CONNECTIVITY_PATH "/check"

GBytes *ifa_practice_answer (const IfaPracticeStage *stage,
                             IfaPracticeListener listener,
                             const char *target);
GBytes *ifa_practice_answer_to_bad_request (gboolean is_too_large);

G_END_DECLS
