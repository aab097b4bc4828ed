/** The one database that a device keeps: readings that wait for the network. Signing out drops it. */
export const STORE = "comptoir";
