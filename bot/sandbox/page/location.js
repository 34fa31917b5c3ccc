// The dialog that stands for the phone's own position.

import { byId, el } from "./dom.js";

// Places whose clocks differ in telling ways: half and quarter hours, no
// summer time, summer time on the southern side, a change at midnight.
const PLACES = [
  ["Berlin", 52.52, 13.405],
  ["New York", 40.7128, -74.006],
  ["Kathmandu", 27.7172, 85.324],
  ["Tokyo", 35.6762, 139.6503],
  ["Sydney", -33.8688, 151.2093],
  ["Nuuk", 64.1814, -51.6941],
];

/** Returns a function that opens the dialog; `share(latitude, longitude)` gets the choice. */
export function locationDialog(share) {
  const dialog = byId("location-dialog");
  const error = byId("location-error");

  function done(latitude, longitude) {
    dialog.close();
    share(latitude, longitude);
  }

  byId("places").replaceChildren(...PLACES.map(([name, latitude, longitude]) =>
    el("button", { type: "button", class: "button", "data-testid": "place-choice", onclick: () => done(latitude, longitude) }, name)));
  byId("location-cancel").addEventListener("click", () => dialog.close());
  byId("location-form").addEventListener("submit", (event) => {
    event.preventDefault();
    const latitude = coordinate("latitude", 90);
    const longitude = coordinate("longitude", 180);
    const wrong = [latitude, longitude].find((each) => each.problem);
    error.textContent = wrong?.problem ?? "";
    if (wrong) wrong.field.focus();
    else done(latitude.value, longitude.value);
  });

  return () => {
    error.textContent = "";
    dialog.showModal();
  };
}

function coordinate(id, most) {
  const field = byId(id);
  const given = field.value.trim();
  const value = Number(given.replace(",", "."));
  const isGood = given !== "" && Math.abs(value) <= most;
  field.setAttribute("aria-invalid", String(!isGood));
  const problem = isGood ? null : `The ${id} is a number from -${most} to ${most}, for example ${field.placeholder}.`;
  return { field, value, problem };
}
