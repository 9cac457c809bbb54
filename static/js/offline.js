/* Practising without a connection: what the phone knows (codes and doses) is put together with the library that is the
   same for everybody, and a log is kept on the phone until it can be sent. */
(() => {
  "use strict";

  const LIBRARY = document.querySelector("script[data-library]").dataset.library;
  const place = document.querySelector("[data-programs]");
  const kept = document.querySelector("[data-kept]");
  const pattern = (name) => document.querySelector(`template[${name}]`).content.firstElementChild.cloneNode(true);

  function ownSteps(section, steps, library) {
    for (const [kind, seconds] of steps) {
      const step = pattern("data-step");
      Object.assign(step.dataset, { kind, seconds, word: library.kinds[kind] });
      step.querySelector(".rounds__kind").textContent = library.kinds[kind];
      step.querySelector(".rounds__seconds").textContent = `${seconds} s`;
      section.querySelector(".rounds").append(step);
    }
  }

  function movement(item, library) {
    const drawn = document.createElement("template");
    drawn.innerHTML = library.movements[item.code] || "";
    const section = drawn.content.firstElementChild || pattern("data-own");
    if (!drawn.innerHTML) ownSteps(section, item.steps || [], library);
    section.dataset.rounds = item.rounds;
    const { minute, oneRound, rounds } = place.dataset;
    section.querySelector("[data-minutes]").textContent = minute.replace("0", item.minutes);
    const said = [library.variants[item.variant], library.sides[item.side]].filter(Boolean).map((word) => `${word}. `);
    const many = item.rounds === 1 ? oneRound : rounds.replace("0", item.rounds);
    section.querySelector("[data-dose]").textContent = said.join("") + many;
    return section;
  }

  function logOf(program) {
    const section = pattern("data-log");
    const form = section.querySelector("form");
    const wrong = section.querySelector("[data-wrong]");
    const anew = () => {
      form.reset();
      form.elements.client_key.value = crypto.randomUUID();
      form.elements.revision.value = program.revision;
    };
    const refuse = (why) => {
      wrong.textContent = wrong.dataset[why];
      wrong.hidden = false;
      wrong.scrollIntoView({ block: "center" });
    };
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      event.stopPropagation();
      const log = supplePhone.fromForm(program.id, new FormData(form));
      if (!log) return refuse("incomplete");
      try {
        await supplePhone.keepLog(log);
      } catch {
        return refuse("full");
      }
      wrong.hidden = true;
      anew();
      kept.hidden = false;
      kept.scrollIntoView({ block: "center" });
      dispatchEvent(new Event("supple:kept"));
    });
    anew();
    return section;
  }

  async function begin() {
    kept.hidden = location.hash !== "#kept";
    const programs = await supplePhone.programs();
    document.querySelector("[data-none]").hidden = programs.length > 0;
    if (!programs.length) return;
    const library = await (await fetch(LIBRARY)).json();
    let number = 0;
    for (const program of programs) {
      for (const item of program.items) {
        const section = movement(item, library);
        const title = section.querySelector("h2");
        number += 1;
        title.id = `h-${number}`;
        section.setAttribute("aria-labelledby", title.id);
        for (const way of section.querySelectorAll("[data-variants] input")) way.name = `way-${number}`;
        place.append(section);
      }
      place.append(logOf(program));
    }
    document.dispatchEvent(new Event("supple:movements"));
  }

  begin();
})();
