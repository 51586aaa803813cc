/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "config.h"

#include "profile-defaults.h"

/* Every host here is contacted by every check of a profile that names none of its own, on every
 * computer. So there are few, and each is run for this purpose or by a project that this program
 * is part of the family of: GNOME's own connectivity address, GNOME's web site, and the public
 * pool of time servers. Well-known search engines and public name servers are left out on
 * purpose: some countries block them, which would make a healthy connection look broken, and
 * nobody asked to be counted by them. A vendor's profile should name better ones, near its users.
 */
static const char *const connectivity = "http://nmcheck.gnome.org/check_network_status.txt";
static const char *const https[] = { "https://www.gnome.org/", NULL };
static const char *const ntp[] = { "pool.ntp.org", NULL };

/**
 * ifa_profile_defaults_set_control:
 * @profile: a profile that says nothing of control hosts
 */
void
ifa_profile_defaults_set_control (IfaProfile *profile)
{
  g_free (profile->control_connectivity);
  profile->control_connectivity = g_strdup (connectivity);
  g_strfreev (profile->control_https);
  profile->control_https = g_strdupv ((char **) https);
}

/**
 * ifa_profile_defaults_set_time:
 * @profile: a profile that names no time server
 */
void
ifa_profile_defaults_set_time (IfaProfile *profile)
{
  g_strfreev (profile->clock_ntp);
  profile->clock_ntp = g_strdupv ((char **) ntp);
}
