/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* What single values of a profile must look like: each function is an `IfaProfileConvert`. */

#pragma once

#include "profile-parser.h"

G_BEGIN_DECLS

char *ifa_profile_convert_id (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_endpoint_id (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_cause (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_any_url (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_web_url (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_https_url (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_http_url (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_host (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_range (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_json_path (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_sha256 (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_home_path (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_file_name (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_pattern (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_query (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_encoding (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_timezone (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_date (IfaProfileParser *parser, const char *value, char **why);
char *ifa_profile_convert_email (IfaProfileParser *parser, const char *value, char **why);

G_END_DECLS
