export const common = {
  nav: {
    home: "Home",
    program: "Program",
    rewards: "Rewards",
    members: "Members",
    redemptions: "Redemptions",
  },
  login: {
    title: "Open Laurel from your Shopify admin",
    text: "In the admin, choose Apps, then Laurel.",
  },
  errors: {
    notFound: {
      title: "This page is not there",
      text: "It may have been removed, or the address is not right.",
    },
    broken: {
      title: "Something went wrong",
      text: "Nothing was lost. Please load the page again; if it stays like this, contact support.",
    },
    home: "Go to Home",
  },
  actions: {
    save: "Save",
    discard: "Discard",
    cancel: "Cancel",
    remove: "Remove",
    search: "Search",
    previous: "Previous",
    next: "Next",
  },
  pager: { label: "Pages" },
  points_one: "{{points}} point",
  points_other: "{{points}} points",
  balance: {
    available: "Available",
    pending: "Pending",
    reserved: "Reserved",
    owed: "Owed",
  },
  state: {
    requested: "Requested",
    waiting: "Waits for staff",
    active: "Active",
    used: "Used",
    delivered: "Delivered",
    canceling: "Being taken back",
    returned: "Returned",
    refused: "Refused",
    lapsed: "Expired unused",
  },
  author: {
    customer: "Customer",
    laurel: "Laurel",
    staff: "Staff member {{id}}",
  },
  unnamed: "Customer {{id}}",
  erased: "Erased member",
  none: "None",
  problems: {
    title_one: "There is 1 thing to put right",
    title_other: "There are {{count}} things to put right",
    changedElsewhere:
      "The draft was changed in another window. Load the page again; what you changed here is lost then.",
    tooEarly: "A later version has been published already.",
    noDraft: "There is no draft to publish.",
  },
};
