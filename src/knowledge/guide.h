/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Things that only the person can do, step by step: clearing one site's data in a browser, and
 * restarting in the right order. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define IFA_MAX_GUIDE_STEPS 7

/**
 * IfaGuide:
 *
 * All texts are msgids: show them through [func@Ifa.guide_get_title] and
 * [func@Ifa.guide_dup_step].
 */
typedef struct
{
  const char *id;
  const char *title;
  const char *steps[IFA_MAX_GUIDE_STEPS]; /* NULL after the last */
} IfaGuide;

const IfaGuide *ifa_guide_list_browsers (guint *n_guides);
const IfaGuide *ifa_guide_list_restarts (guint *n_guides);

const char *ifa_guide_get_title (const IfaGuide *self);
char *ifa_guide_dup_step (const IfaGuide *self, guint position, const char *host);

G_END_DECLS
