/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What to do if an invoice must go out all the same, and until when the law wants the rest: the
 * profile's words, ready to be shown. */

#pragma once

#include "outline.h"

G_BEGIN_DECLS

IfaEmergency *ifa_emergency_new (const char *title,
                                 char **steps,
                                 char **time_limits,
                                 char *source,
                                 const char *url);
void ifa_emergency_free (IfaEmergency *self);
IfaEmergency *ifa_emergency_new_redacted (const IfaEmergency *self, IfaRedactor *redactor);
JsonObject *ifa_emergency_to_json (const IfaEmergency *self);
IfaEmergency *ifa_emergency_new_from_json (JsonObject *object);
void ifa_emergency_add_to_outline (const IfaEmergency *self, IfaOutline *outline);

G_END_DECLS
