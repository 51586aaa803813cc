/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

/* Addresses of services, written by vendors and typed by people: taken apart and normalised. */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  IFA_PROFILE_SCHEME_HTTPS = 1 << 0,
  IFA_PROFILE_SCHEME_HTTP = 1 << 1,
  IFA_PROFILE_SCHEME_WSS = 1 << 2,
  IFA_PROFILE_SCHEME_WS = 1 << 3,
  IFA_PROFILE_SCHEME_TCP = 1 << 4,
} IfaProfileSchemes;

#define IFA_PROFILE_SCHEMES_WEB (IFA_PROFILE_SCHEME_HTTPS | IFA_PROFILE_SCHEME_HTTP)
#define IFA_PROFILE_SCHEMES_ALL \
  (IFA_PROFILE_SCHEMES_WEB | IFA_PROFILE_SCHEME_WSS | IFA_PROFILE_SCHEME_WS \
   | IFA_PROFILE_SCHEME_TCP)

/* One address in its parts. */
typedef struct
{
  char *text;         /* the whole, normalised */
  const char *scheme; /* static */
  char *host;         /* ASCII, lower case, without brackets */
  guint16 port;       /* explicit, or the scheme's own */
  guint16 scheme_port;
} IfaProfileUrl;

gboolean
ifa_profile_url_parse (const char *text, IfaProfileSchemes schemes, IfaProfileUrl *url, char **why);
void ifa_profile_url_clear (IfaProfileUrl *url);
char *ifa_profile_dup_host (const char *host, char **why);
char *ifa_profile_dup_typed_url (const char *typed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (IfaProfileUrl, ifa_profile_url_clear)

G_END_DECLS
