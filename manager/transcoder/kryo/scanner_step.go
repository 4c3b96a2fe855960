package kryo

import (
	"encoding/binary"
	"math/bits"
	"strings"

	"msmgate/manager/javaobj"
)

// step is how a scanner passes what stands in a slot, without asking the slot's
// class. What doesn't look as expected there goes the long way.
type step uint8

const (
	stepSlot   step = iota // the long way
	stepAny                // a value of any class
	stepNumber             // a primitive number of variable length
	stepBytes              // a primitive of slot.width bytes
	stepText               // kryo 3 and later: a string or null
)

// stepOf gives the step, and the width, of a scalar's data.
func stepOf(format string) (step, uint8) {
	switch format {
	case "v", "w":
		return stepNumber, 0
	case "1", "2", "4", "8":
		return stepBytes, format[0] - '0'
	case "s":
		return stepText, 0
	}
	return stepSlot, 0
}

// plan chooses the steps of a class's slots.
func (s *schema) plan(c *class) {
	for i := range c.fields {
		s.planSlot(&c.fields[i].slot)
	}
	for _, at := range c.shown {
		f := &c.fields[at]
		c.blank = append(c.blank, javaobj.Field{Declaring: f.declaring, Name: f.name, Type: f.typ})
	}
	s.planSlot(&c.slot)
	c.hasNumber = c.counted(s)
	c.step, c.width = stepOf(c.format)
	c.fieldwise = c.kind == kindBean && beanTexts[c.name] == nil && !strings.HasPrefix(c.name, "java.time.") && !c.is("java.lang.Throwable")
}

func (s *schema) planSlot(at *slot) {
	switch {
	case at.class == nil:
		at.step = stepAny
	case at.mode == slotNullable && at.class == s.text_ && s.layout != layout1:
		at.step = stepText
	case at.mode == slotPlain && at.class.boxed:
		how, _ := s.special(at.class.name)
		at.step, at.width = stepOf(how.format)
	}
}

// shortTextEnd gives the end of a string of 2 to 8 ASCII characters as kryo 3 and
// later write it; 0 if it is another one, or stands too near to the end.
func shortTextEnd(data []byte, at int) int {
	if len(data)-at < 8 {
		return 0
	}
	marks := binary.LittleEndian.Uint64(data[at:]) & high
	if marks == 0 || marks&0x80 != 0 {
		return 0
	}
	return at + bits.TrailingZeros64(marks)/8 + 1
}

// texts passes strings in slots of any class, up to count of them, and tells how
// many are left: it ends at the first that isn't a new one of 2 to 63 ASCII
// characters, as most are, or stands too near to the end of the record.
func (z *scanner) texts(at, count int) (end, left int) {
	if z.one {
		return at, count
	}
	data, objects, serial := z.data, z.objects, z.textSerial
	left = count
next:
	for left > 0 && len(data)-at >= 10 && data[at] == z.textID && data[at+1] == 1 && data[at+2] < 0x80 {
		end := at + 2
		for {
			marks := binary.LittleEndian.Uint64(data[end:]) & high
			if marks != 0 {
				end += bits.TrailingZeros64(marks)/8 + 1
				break
			}
			if end += 8; len(data)-end < 8 {
				break next
			}
		}
		objects = append(objects, place{serial, int32(at + 2)})
		at, left = end, left-1
	}
	z.objects = objects
	z.elements += count - left
	return at, left
}
