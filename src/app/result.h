/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#pragma once

#include <gio/gio.h>

#include "practice.h"
#include "profile.h"
#include "report.h"
#include "story.h"

G_BEGIN_DECLS

#define IFA_TYPE_RESULT (ifa_result_get_type ())
G_DECLARE_FINAL_TYPE (IfaResult, ifa_result, IFA, RESULT, GObject)

IfaResult *ifa_result_new (IfaReport *report, IfaProfile *profile, const IfaPracticeFault *fault);
IfaResult *ifa_result_new_redacted (IfaResult *self);
IfaReport *ifa_result_get_report (IfaResult *self);
IfaProfile *ifa_result_get_profile (IfaResult *self);
const IfaPracticeFault *ifa_result_get_fault (IfaResult *self);
IfaStory *ifa_result_get_story (IfaResult *self);
void ifa_result_set_story (IfaResult *self, IfaStory *story);
void ifa_result_set_comparison (IfaResult *self, const char *comparison);
const char *ifa_result_get_comparison (IfaResult *self);
void ifa_result_set_aftermath (IfaResult *self, IfaResult *before);
const char *ifa_result_get_aftermath (IfaResult *self);
IfaFinding *ifa_result_get_cause (IfaResult *self);
char *ifa_result_dup_endpoint_name (IfaResult *self, const char *endpoint);
char *ifa_result_dup_title (IfaResult *self);
char *ifa_result_dup_explanation (IfaResult *self);
char *ifa_result_dup_summary (IfaResult *self);

G_END_DECLS
