/* SPDX-License-Identifier: GPL-3.0-or-later
 * Copyright The Invoice First Aid authors */

#include "guide.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define HOST "{host}"

/* Translators: {host} is the name of a web site; it stays as it is. Menus and buttons are called
 * what the browser calls them in your language. */
#define STEP_BEFORE \
  N_ ("Send or copy what you have typed into the site's forms: what is not sent yet may be " \
      "lost. You will have to sign in again.")
#define STEP_NOT_ALL \
  N_ ("Do not use “Clear browsing data”: it makes every other site forget you, too, such as " \
      "your bank's.")
#define STEP_AFTER N_ ("Close the browser, open it again, sign in at {host}, and check again here.")
#define STEP_LIST \
  N_ ("Search there for {host}, open its row, and delete its data only. Leave the rest of " \
      "the list alone.")
#define STEP_ADDRESS_CHROMIUM \
  N_ ("Type chrome://settings/content/all into the address line and press Enter. In older " \
      "versions the page is called chrome://settings/siteData.")

static const IfaGuide browsers[] = {
  {
      .id = "firefox",
      .title = N_ ("Firefox"),
      .steps = {
        STEP_BEFORE,
        N_ ("Open {host} and click the padlock at the left of the address."),
        N_ ("Choose “Clear cookies and site data…”. A window names the site: it must be {host}."),
        N_ ("Click “Remove”."),
        STEP_NOT_ALL,
        STEP_AFTER,
      },
  },
  {
      .id = "chromium",
      .title = N_ ("Chrome and Chromium"),
      .steps = { STEP_BEFORE, STEP_ADDRESS_CHROMIUM, STEP_LIST, STEP_NOT_ALL, STEP_AFTER },
  },
  {
      .id = "edge",
      .title = N_ ("Edge"),
      .steps = {
        STEP_BEFORE,
        N_ ("Type edge://settings/siteData into the address line and press Enter."),
        STEP_LIST,
        STEP_NOT_ALL,
        STEP_AFTER,
      },
  },
  {
      .id = "360",
      .title = N_ ("360 Secure Browser"),
      .steps = {
        STEP_BEFORE,
        N_ ("Tax sites may need the compatible mode: note which mode the symbol at the right of "
            "the address shows, so that you can set it again."),
        STEP_ADDRESS_CHROMIUM,
        STEP_LIST,
        STEP_NOT_ALL,
        STEP_AFTER,
      },
  },
  {
      .id = "qianxin",
      .title = N_ ("Qi'anxin Trusted Browser"),
      .steps = { STEP_BEFORE, STEP_ADDRESS_CHROMIUM, STEP_LIST,
                 N_ ("If the page does not open, your company has switched it off: ask your IT "
                     "colleague to delete the data of {host} alone."),
                 STEP_NOT_ALL, STEP_AFTER },
  },
  {
      .id = "uos",
      .title = N_ ("Browser of UOS and Deepin"),
      .steps = { STEP_BEFORE, STEP_ADDRESS_CHROMIUM, STEP_LIST, STEP_NOT_ALL, STEP_AFTER },
  },
  {
      .id = "other",
      .title = N_ ("Another browser"),
      .steps = {
        STEP_BEFORE,
        N_ ("Look in the settings, under privacy, for the list of single sites and their data. "
            "Many Chinese browsers are made from Chromium and know the page "
            "chrome://settings/content/all."),
        STEP_LIST,
        STEP_NOT_ALL,
        STEP_AFTER,
      },
  },
};

static const IfaGuide restarts[] = {
  {
      .id = "program",
      .title = N_ ("First, the invoicing program"),
      .steps = {
        N_ ("Make a copy of your unsent invoices, and wait until it is finished."),
        N_ ("Close the invoicing program from its own menu, and wait until its window is gone."),
        N_ ("If a tax device is plugged in, leave it where it is."),
        N_ ("Start the program again, sign in, and see whether the waiting invoices are all "
            "there."),
        N_ ("Check again here. If it works, stop: nothing else needs a restart."),
      },
  },
  {
      .id = "computer",
      .title = N_ ("Then, this computer"),
      .steps = {
        N_ ("Save your work, and close all programs, the invoicing program first."),
        N_ ("Choose “Restart” from the system's menu. Do not hold the power button: a program "
            "that is cut off while it writes can lose invoices."),
        N_ ("Sign in, and wait a minute until the network is there."),
        N_ ("Check again here. If it works, stop."),
      },
  },
  {
      .id = "router",
      .title = N_ ("Last, the router"),
      .steps = {
        N_ ("Ask whether somebody else in the office is working online: everybody will be "
            "offline for some minutes. In a company, this is for your IT colleague."),
        N_ ("Unplug the router's power, count to thirty, and plug it in again. Do not press the "
            "small reset button: it erases the settings."),
        N_ ("Wait three to five minutes, until its lamps are steady."),
        N_ ("Check again here. If it still fails, send the report: restarting again won't help."),
      },
  },
};

/**
 * ifa_guide_list_browsers:
 * @n_guides: (out): how many there are
 *
 * How to clear the data of one site, and of no other, in each browser.
 *
 * Returns: (transfer none) (array length=n_guides)
 */
const IfaGuide *
ifa_guide_list_browsers (guint *n_guides)
{
  *n_guides = G_N_ELEMENTS (browsers);
  return browsers;
}

/**
 * ifa_guide_list_restarts:
 * @n_guides: (out): how many there are
 *
 * What to restart, in this order, after a copy of the unsent invoices, and with a check after each.
 *
 * Returns: (transfer none) (array length=n_guides)
 */
const IfaGuide *
ifa_guide_list_restarts (guint *n_guides)
{
  *n_guides = G_N_ELEMENTS (restarts);
  return restarts;
}

/**
 * ifa_guide_get_title:
 * @self: a guide
 *
 * Returns: (transfer none): its title in the current language
 */
const char *
ifa_guide_get_title (const IfaGuide *self)
{
  return _ (self->title);
}

/**
 * ifa_guide_dup_step:
 * @self: a guide
 * @position: 0 for the first step
 * @host: (nullable): the host of the service
 *
 * Returns: (transfer full) (nullable): the step in the current language; `NULL` after the last one
 */
char *
ifa_guide_dup_step (const IfaGuide *self, guint position, const char *host)
{
  g_auto (GStrv) parts = NULL;

  if (position >= IFA_MAX_GUIDE_STEPS || self->steps[position] == NULL)
    return NULL;
  parts = g_strsplit (_ (self->steps[position]), HOST, -1);
  return g_strjoinv (host != NULL ? host : _ ("the service's site"), parts);
}
