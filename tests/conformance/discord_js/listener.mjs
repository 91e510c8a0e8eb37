// Somebody's ears: @discordjs/voice without a bot. The test tells it, in place of a gateway, where to connect and whom to
// hear; it decodes what it hears, one utterance after the other.
import { writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { EndBehaviorType, VoiceConnectionStatus, entersState, joinVoiceChannel } = require("@discordjs/voice");
const OpusScript = require("opusscript");

const PATIENCE_MS = 10_000;
const UTTERANCE_ENDS_AFTER_MS = 1_000;
const RATE = 48_000;
const CHANNELS = 2;

const { speaker_id: speakerId, ...admission } = JSON.parse(process.env.ADMISSION);
const { guild_id, channel_id, user_id, session_id, token, endpoint } = admission;

function tell(event, facts) {
  process.stdout.write(JSON.stringify({ event, ...facts }) + "\n");
}

function gateway({ onVoiceStateUpdate, onVoiceServerUpdate }) {
  return {
    sendPayload({ d }) {
      if (d.channel_id === channel_id) {
        setImmediate(() => {
          onVoiceStateUpdate({ guild_id, channel_id, user_id, session_id, self_mute: true, self_deaf: false });
          onVoiceServerUpdate({ guild_id, token, endpoint });
        });
      }
      return true;
    },
    destroy() {},
  };
}

const connection = joinVoiceChannel({
  guildId: guild_id, channelId: channel_id, selfDeaf: false, selfMute: true, adapterCreator: gateway,
});
await entersState(connection, VoiceConnectionStatus.Ready, PATIENCE_MS);
tell("ready");

const end = { behavior: EndBehaviorType.AfterSilence, duration: UTTERANCE_ENDS_AFTER_MS };
for (let utterance = 1; ; utterance++) {
  const packets = [];
  const decoder = new OpusScript(RATE, CHANNELS, OpusScript.Application.AUDIO);
  const pcm = [];
  for await (const packet of connection.receiver.subscribe(speakerId, { end })) {
    packets.push(packet.toString("hex"));
    pcm.push(Buffer.from(decoder.decode(packet)));
  }
  decoder.delete();
  const file = `heard-${utterance}.pcm`;
  writeFileSync(file, Buffer.concat(pcm));
  tell("heard", { utterance, packets, file });
}
