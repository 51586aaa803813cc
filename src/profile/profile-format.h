/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* The keys of "invoice-first-aid-profile/1", as tables for the parser; and the making and
 * unmaking of what they fill. */

#pragma once

#include "profile-parser.h"

G_BEGIN_DECLS

#define IFA_PROFILE_FORMAT "invoice-first-aid-profile/1"

extern const IfaProfileShape ifa_profile_shape;

IfaProfile *ifa_profile_new_empty (void);
gpointer ifa_profile_new_endpoint (void);
gpointer ifa_profile_new_window (void);
gpointer ifa_profile_new_folder (void);
gpointer ifa_profile_new_error (void);
gpointer ifa_profile_new_deadline (void);
gpointer ifa_profile_new_advice (void);
gpointer ifa_profile_new_parameter (void);
gpointer ifa_profile_new_parameter_value (void);
gpointer ifa_profile_new_source (void);

gboolean
ifa_profile_finish (IfaProfileParser *parser, JsonObject *object, gpointer data, GError **error);
gboolean ifa_profile_finish_endpoint (IfaProfileParser *parser,
                                      JsonObject *object,
                                      gpointer data,
                                      GError **error);
gboolean ifa_profile_finish_window (IfaProfileParser *parser,
                                    JsonObject *object,
                                    gpointer data,
                                    GError **error);
gboolean ifa_profile_finish_outbox (IfaProfileParser *parser,
                                    JsonObject *object,
                                    gpointer data,
                                    GError **error);
gboolean ifa_profile_finish_deadline (IfaProfileParser *parser,
                                      JsonObject *object,
                                      gpointer data,
                                      GError **error);
gboolean ifa_profile_finish_parameter (IfaProfileParser *parser,
                                       JsonObject *object,
                                       gpointer data,
                                       GError **error);
gboolean ifa_profile_finish_parameter_value (IfaProfileParser *parser,
                                             JsonObject *object,
                                             gpointer data,
                                             GError **error);

G_END_DECLS
