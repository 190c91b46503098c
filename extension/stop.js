// Put into an open page, it ends the sensor there.
globalThis.plimsollSensor?.stop();
