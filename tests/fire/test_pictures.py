"""Pictures that are no pictures, or hold more than a picture."""

from __future__ import annotations

import base64
import io
import re
import struct
import zipfile
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image
from tests.support import built, compiled

from briefwright.engines.pictures import bare
from briefwright.pipeline import FORMATS

OUTLINE = "title: T\nsections: [{{heading: H, body: [{{figure: {{file: {}, alt: A dot}}}}]}}]\n"
SECRET = b"Kingfisher"


def _picture(kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    picture = Image.new("RGB", (20, 10), (200, 30, 30))
    picture.putpixel((0, 0), (0, 0, 200))
    picture.save(out, kind, **options)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png(width: int, height: int, rows: bytes = b"") -> bytes:
    head = _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + _chunk(b"IDAT", zlib.compress(rows)) + _chunk(b"IEND", b"")


def _exif() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010E], exif[0x0112] = SECRET.decode(), 6
    place = exif.get_ifd(0x8825)
    place[1], place[2] = "N", (59.0, 1.0, 2.0)
    return exif


PNG = _picture("PNG")
REFUSED = {
    "a drawing under the name of a picture": b"<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
    "a page under the name of a picture": b"<img src=x onerror=alert(1)>",
    "a program that another would run": b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n%%EndComments\n(x) run\n",
    "a document": _picture("PDF"),
    "a WebP": _picture("WEBP"),
    "a TIFF": _picture("TIFF"),
    "a BMP": _picture("BMP"),
    "more pixels than a sheet": _png(60_000, 60_000),
    "many pixels that pack well": _png(13_000, 13_000, b"\0" * 39_001 * 100),
    "no pixels": _png(0, 0),
    "a cut PNG": PNG[:-30],
    "a PNG without its end": PNG[:-12],
    "a cut JPEG": _picture("JPEG")[:-200],
    "a broken checksum": PNG[:40] + bytes([PNG[40] ^ 1]) + PNG[41:],
    "nothing": b"",
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_picture_is_refused(name: str, tmp_path: Path) -> None:
    """By its content, whatever its name; nothing of it is run, and no warning reaches the terminal."""
    files = {"briefs/b.yaml": OUTLINE.format("f.png"), "briefs/f.png": REFUSED[name]}
    done, _ = compiled(tmp_path, files)
    assert [fault.code for fault in done.faults] == ["invalid-picture"]


JPEG = _picture("JPEG", exif=_exif(), comment=SECRET, quality=90)
XMP = b"http://ns.adobe.com/xap/1.0/\0<x>" + SECRET + b"</x>"
GIF = io.BytesIO()
Image.new("P", (20, 10)).save(
    GIF, "GIF", save_all=True, append_images=[Image.new("P", (20, 10), 9)] * 3, comment=SECRET, loop=0
)
TALKING = {
    "a JPEG's place, camera, remark and history": (
        "f.jpg", JPEG[:2] + b"\xff\xe1" + struct.pack(">H", len(XMP) + 2) + XMP + JPEG[2:]),
    "a file behind a JPEG": ("f.jpg", _picture("JPEG") + b"PK\3\4" + SECRET),
    "a false profile of a JPEG": ("f.jpg", _picture("JPEG", icc_profile=SECRET * 20)),
    "remarks and dates of a PNG": (
        "f.png", PNG[:33] + _chunk(b"tEXt", b"Comment\0" + SECRET) + _chunk(b"eXIf", _exif().tobytes()[6:])
        + _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + SECRET) + PNG[33:]),
    "a page behind a PNG": ("f.png", PNG + b"<script>" + SECRET + b"</script>"),
    "a remark of a PNG that unpacks without end": (
        "f.png", PNG[:33] + _chunk(b"zTXt", SECRET + b"\0\0" + zlib.compress(b"A" * 5_000_000)) + PNG[33:]),
    "a profile of a PNG that unpacks without end": (
        "f.png", PNG[:33] + _chunk(b"iCCP", SECRET + b"\0\0" + zlib.compress(b"A" * 5_000_000)) + PNG[33:]),
    "a GIF's remark and its other pictures": ("f.gif", GIF.getvalue()),
}  # fmt: skip


@pytest.mark.parametrize("name", TALKING)
def test_a_picture_goes_out_with_its_pixels_alone(name: str, tmp_path: Path) -> None:
    """In none of the formats is anything that was written beside them; what a reader sees is the same."""
    file, content = TALKING[name]
    assert SECRET in content
    made = built(tmp_path, {"briefs/b.yaml": OUTLINE.format(file), f"briefs/{file}": content}, FORMATS).files
    with zipfile.ZipFile(io.BytesIO(made["docx"])) as package:
        media = [package.read(each) for each in package.namelist() if each.startswith("word/media/")]
    shown = base64.b64decode(re.findall(rb"base64,([^\"]+)", made["html"])[0])
    assert media == [shown]
    with pikepdf.open(io.BytesIO(made["pdf"])) as pdf:
        streams = [each.read_raw_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    assert not [each for each in (*media, *streams) if SECRET in each]
    with Image.open(io.BytesIO(content)) as before, Image.open(io.BytesIO(shown)) as after:
        assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
        assert getattr(after, "n_frames", 1) == 1
        assert dict(after.getexif()) == ({0x0112: 6} if file == "f.jpg" and before.getexif() else {})


def test_true_profiles_of_colours_stay() -> None:
    """They are how the picture looks."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind in ("JPEG", "PNG"):
        with Image.open(io.BytesIO(bare(_picture(kind, icc_profile=profile)))) as picture:
            assert picture.info["icc_profile"] == profile


def test_progressive_and_grey_and_clear_pictures_are_the_same_bare() -> None:
    """Every scan, every restart, every colour that is clear."""
    noise = Image.effect_noise((64, 48), 90)
    for picture, kind, options in (
        (noise.convert("RGB"), "JPEG", {"progressive": True}),
        (noise, "JPEG", {"restart_marker_blocks": 2}),
        (noise.convert("RGBA"), "PNG", {}),
        (noise.convert("P"), "PNG", {"transparency": 3}),
        (noise.convert("P"), "GIF", {"transparency": 3}),
        (noise.convert("1"), "PNG", {"optimize": True}),
    ):
        out = io.BytesIO()
        picture.save(out, kind, **options)
        with Image.open(io.BytesIO(out.getvalue())) as before, Image.open(io.BytesIO(bare(out.getvalue()))) as after:
            assert after.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()
            assert (after.mode, after.size) == (before.mode, before.size)


PATHS = [
    "../../secret.png", "WHOLE", "file://WHOLE", "http://127.0.0.1:9/x.png", "link.png", "folder/secret.png",
    "f.png/../../../secret.png", "..\\..\\secret.png", "/proc/self/environ", "/dev/zero", "~/secret.png",
    "workspace:../secret.png", "data:image/png;base64,AAAA", "//127.0.0.1/x.png", "nested.png", ".", "pipe",
]  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_figure_is_a_file_of_the_workspace(path: str, tmp_path: Path) -> None:
    """Whatever a path says, and wherever links lead, one through another too."""
    import os

    (tmp_path / "secret.png").write_bytes(PNG)
    root = tmp_path / "w"
    (root / "briefs").mkdir(parents=True)
    (root / "briefs/link.png").symlink_to(tmp_path / "secret.png")
    (root / "briefs/nested.png").symlink_to("link.png")
    (root / "briefs/folder").symlink_to(tmp_path, target_is_directory=True)
    os.mkfifo(root / "briefs/pipe")
    name = path.replace("WHOLE", str(tmp_path / "secret.png"))
    done, _ = compiled(root, {"briefs/b.yaml": OUTLINE.format(f"'{name}'"), "briefs/f.png": PNG})
    assert [fault.code for fault in done.faults] in (["outside-workspace"], ["missing-file"])
