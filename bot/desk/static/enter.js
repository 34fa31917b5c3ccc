// Hands over what Telegram puts behind the # of the address, and takes it out of the address.

const given = new URLSearchParams(location.hash.slice(1)).get("tgWebAppData");
const form = document.getElementById("enter");

if (given) {
  history.replaceState(null, "", location.pathname);
  form.elements.init_data.value = given;
  form.requestSubmit();
}
