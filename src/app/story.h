/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

#include "report.h"

G_BEGIN_DECLS

#define IFA_TYPE_STORY (ifa_story_get_type ())
G_DECLARE_FINAL_TYPE (IfaStory, ifa_story, IFA, STORY, GObject)

typedef enum
{
  IFA_SINCE_UNKNOWN,
  IFA_SINCE_TODAY,
  IFA_SINCE_YESTERDAY,
  IFA_SINCE_LONGER,
  IFA_N_SINCE,
} IfaSince;

typedef enum
{
  IFA_EXTENT_UNKNOWN,
  IFA_EXTENT_THIS_COMPUTER,
  IFA_EXTENT_SEVERAL,
  IFA_EXTENT_ALL,
  IFA_N_EXTENTS,
} IfaExtent;

IfaStory *
ifa_story_new (const char *message, gboolean while_sending, IfaSince since, IfaExtent extent);
const char *ifa_story_get_message (IfaStory *self);
gboolean ifa_story_get_while_sending (IfaStory *self);
void ifa_story_fill_report (IfaStory *self, IfaReport *report);

const char *ifa_since_get_label (IfaSince since);
const char *ifa_extent_get_label (IfaExtent extent);

G_END_DECLS
